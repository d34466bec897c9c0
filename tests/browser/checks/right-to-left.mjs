import { withFixture } from '../fixture.mjs';

export const sentence = 'a page from right to left begins at the right, does not scroll sideways, and keeps code from left to right';

export const site = (run) => withFixture(run, [320, 1280], async (tab, width) => {
  const wrong = await tab.get(() => {
    const found = [];
    const { name } = globalThis.shirubeTest;
    if (getComputedStyle(document.documentElement).direction !== 'rtl') found.push(['html', 'is not from right to left']);
    if (document.documentElement.scrollWidth > innerWidth) found.push(['html', `${document.documentElement.scrollWidth} px wide`]);
    const main = document.querySelector('main .content').getBoundingClientRect();
    for (const part of document.querySelectorAll('main .content > :is(p, h2)')) {
      const range = document.createRange();
      range.selectNodeContents(part);
      const away = Math.round(main.right - range.getBoundingClientRect().right);
      if (away > 8) found.push([name(part), `begins ${away} px from the right`]);
    }
    for (const code of document.querySelectorAll('main code, main pre')) {
      if (getComputedStyle(code).direction !== 'ltr') found.push([name(code), 'is from right to left']);
    }
    return found;
  });
  for (const [element, value] of wrong) run.report(element, `${value}, at ${width}`, tab.page.file);
  for (const said of new Set(tab.said)) run.report('page', said, tab.page.file);
});

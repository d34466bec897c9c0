import { withFixture } from '../fixture.mjs';

export const sentence = 'code and tables that are too wide for a telephone can have the focus in every browser, to be scrolled by keys: they have a `tabindex`';

export const site = (run) => withFixture(run, [320], async (tab, width) => {
  const wrong = await tab.get(() => [...document.querySelectorAll('main *')].flatMap((box) => {
    if (!globalThis.shirubeTest.visible(box) || box.scrollWidth <= box.clientWidth + 1 || !/auto|scroll/.test(getComputedStyle(box).overflowX)) return [];
    return box.hasAttribute('tabindex') ? [] : [[globalThis.shirubeTest.name(box), `scrolls, ${box.scrollWidth} px in ${box.clientWidth}, and has no tabindex`]];
  }));
  for (const [element, value] of wrong) run.report(element, `${value}, at ${width}`, tab.page.file);
});

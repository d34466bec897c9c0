export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'by keyboard alone: skip link to the text, menu opens and leads on, language and colours change, folded answers open, wide tables scroll';

const focus = (tab, selector) => tab.get((one) => {
  const element = [...document.querySelectorAll(one)].find((found) => globalThis.shirubeTest.visible(found));
  element?.focus();
  return Boolean(element) && document.activeElement === element;
}, selector);

const steps = {
  async 'the skip link'(tab, report) {
    await tab.press('Tab');
    const href = await tab.get(() => document.activeElement.getAttribute('href') ?? '');
    if (!href.startsWith('#')) return report('body', `the first stop is no skip link, ${href || 'nothing'}`);
    await tab.press('Enter');
    await tab.press('Tab');
    const inside = await tab.get(() => Boolean(document.activeElement.closest('main, footer')));
    if (!inside) report('a.skip', 'does not lead past the header');
  },
  async 'the menu'(tab, report) {
    await tab.size(360);
    if (!await focus(tab, 'header summary, nav summary, header button[aria-expanded]')) return report('header', 'has no menu to open at 360');
    const links = () => tab.get(() => [...document.querySelectorAll('header a[href], .menu a[href]')].filter((one) => globalThis.shirubeTest.visible(one)).length);
    const closed = await links();
    await tab.press('Enter');
    await tab.settle();
    const open = await links();
    if (open <= closed) report('menu', `shows ${open} links when it is open and ${closed} before`);
    await tab.press('Tab');
    if (!await tab.get(() => Boolean(document.activeElement.closest('nav, header')))) report('menu', 'the next stop is not in it');
  },
  async 'colours'(tab, report) {
    const button = '.theme-toggle, button[class*="theme"], select[class*="theme"], [class*="theme"] input';
    if (!await focus(tab, button)) return report('header', 'has nothing that changes the colours');
    const paper = () => tab.get(() => getComputedStyle(document.body).backgroundColor);
    const seen = new Set([await paper()]);
    for (let tries = 0; tries < 3; tries += 1) {
      await tab.press('Space');
      await tab.press('ArrowDown');
      await tab.settle();
      seen.add(await paper());
    }
    if (seen.size < 2) report('theme switch', 'Space does not change the colours');
  },
  async 'folded parts'(tab, report) {
    const stuck = await tab.get(() => [...document.querySelectorAll('main details')].filter((one) => globalThis.shirubeTest.visible(one) && !one.querySelector('summary')).length);
    if (stuck) report('details', `${stuck} without a summary`);
    if (!await focus(tab, 'main summary')) return;
    const isOpen = () => tab.get(() => document.activeElement.parentElement.open);
    const before = await isOpen();
    await tab.press('Enter');
    if (await isOpen() === before) report('summary', 'Enter does not open it');
  },
  async 'wide tables'(tab, report) {
    await tab.size(360);
    await tab.settle();
    const boxes = await tab.get(() => [...document.querySelectorAll('main *')].filter((one) => globalThis.shirubeTest.visible(one)
      && one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX)).map((one, order) => {
      one.dataset.scroller = order;
      return globalThis.shirubeTest.name(one);
    }));
    for (const [order, box] of boxes.entries()) {
      if (!await focus(tab, `[data-scroller="${order}"]`)) {
        report(box, 'scrolls, and cannot have the focus');
        continue;
      }
      for (let press = 0; press < 3; press += 1) await tab.press('ArrowRight');
      await new Promise((done) => { setTimeout(done, 300); });
      const [moved, rightToLeft] = await tab.get(() => [document.activeElement.scrollLeft, getComputedStyle(document.activeElement).direction === 'rtl']);
      if (!moved && !rightToLeft) report(box, 'does not scroll by the arrow key');
    }
  },
  async 'the other language'(tab, report) {
    if (!await focus(tab, '.languages a[data-language]:not([aria-current]), header a[hreflang]:not([aria-current])')) return report('header', 'has no link to the other language that can have the focus');
    const href = await tab.get(() => document.activeElement.href);
    await Promise.all([tab.tab.waitForNavigation(), tab.press('Enter')]);
    if (tab.tab.url().split('#')[0] !== href.split('#')[0]) report('languages', `Enter leads to ${tab.tab.url()}`);
  },
};
const notOn = { root: ['the skip link', 'the menu', 'colours', 'the other language'], 404: ['the skip link', 'the menu', 'colours', 'the other language'] };

export async function check(tab, report) {
  await tab.go(tab.page);
  for (const [name, step] of Object.entries(steps)) {
    // Pages that stand for every language have no other one, and their header is a check of its own.
    if (notOn[tab.page.kind]?.includes(name)) continue;
    await tab.plain();
    await step(tab, (element, value) => report(element, `${name}: ${value}`));
  }
}

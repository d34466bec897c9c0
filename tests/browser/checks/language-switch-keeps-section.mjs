export const kinds = ['home', 'guide index', 'chapter', 'planner', 'FAQ', 'compare', 'glossary', 'page'];
export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'who reads a section and changes the language comes to the same section';

const places = (tab) => tab.get(() => [...document.querySelectorAll('main h2[id], main h3[id]')].filter((one) => !one.id.startsWith('s.')).map((one) => one.id));
const order = (tab) => tab.get(() => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const heading = target?.closest('h2, h3');
  return [...document.querySelectorAll('main h2[id], main h3[id]')].filter((one) => !one.id.startsWith('s.')).indexOf(heading);
});

export async function check(tab, report) {
  const ids = await places(tab);
  // One in the middle; in the whole run the first and the last too.
  const middle = Math.floor(ids.length / 2);
  for (const at of new Set(tab.isWhole ? [0, middle, ids.length - 1] : [middle])) {
    if (!ids[at]) continue;
    await tab.go(tab.page, { fragment: `#${encodeURIComponent(ids[at])}` });
    const link = await tab.tab.$('.languages a[data-language]:not([aria-current]), header a[hreflang]:not([aria-current])');
    if (!link) return report('header', 'has no link to the other language');
    await Promise.all([tab.tab.waitForNavigation(), link.evaluate((one) => one.click())]);
    const found = await order(tab);
    if (found !== at) report(`#${ids[at]}`, `section ${at + 1} leads to ${found < 0 ? 'none' : `section ${found + 1}`}: ${decodeURIComponent(tab.tab.url())}`);
  }
}

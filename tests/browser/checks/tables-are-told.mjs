export const isOfOneLanguage = true;
export const sentence = 'a screen reader is told each table with its rows and heads, however it is laid out, at 360 and 1280';

export async function check(tab, report) {
  for (const width of [1280, 360]) {
    await tab.size(width);
    await tab.settle();
    const wanted = await tab.get(() => [...document.querySelectorAll('main table')].filter((one) => globalThis.shirubeTest.visible(one)).length);
    if (!wanted) continue;
    const { nodes } = await tab.cdp.send('Accessibility.getFullAXTree');
    const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
    if (count('table') < wanted) report('table', `${count('table')} of ${wanted} tables are told at ${width}`);
    if (count('columnheader') < wanted || count('row') < 2 * wanted) report('table', `${count('columnheader')} heads of columns, ${count('row')} rows in ${wanted} tables at ${width}`);
  }
}

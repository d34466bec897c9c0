export const isOfOneLanguage = true;
export const sentence = 'on a telephone the cells of a row stand beside each other, the first column stays, and only a table that asks for cards (`stack`) has them';

export async function check(tab, report, note) {
  await tab.size(360, 740);
  await tab.settle();
  const { wrong, height } = await tab.get(() => {
    const found = [];
    const { name, visible } = globalThis.shirubeTest;
    for (const details of document.querySelectorAll('main details')) details.open = true;
    for (const table of document.querySelectorAll('main table')) {
      if (!visible(table) || table.closest('.stack')) continue;
      const at = name(table.closest('figure') ?? table);
      const row = [...table.querySelectorAll('tbody tr')].find((one) => [...one.children].filter(visible).length > 1);
      if (!row) continue;
      const [first, second] = [...row.children].filter(visible).map((cell) => cell.getBoundingClientRect());
      if (second.top >= first.bottom - 1) {
        found.push([at, `is a stack of cards: the second cell begins at ${Math.round(second.top - first.top)} px below the first`]);
        continue;
      }
      const box = [...document.querySelectorAll('main *')].find((one) => one.contains(table) && one !== table && /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1);
      const head = row.querySelector('th[scope="row"], th');
      if (box && head && getComputedStyle(head).position !== 'sticky') found.push([at, 'scrolls, and its first column goes out of sight']);
    }
    return { wrong: found, height: document.documentElement.scrollHeight };
  });
  if (tab.page.kind === 'compare') note(`${height} px long`);
  for (const [element, value] of wrong) report(element, value);
}

export const touches = true;

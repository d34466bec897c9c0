import { withFixture } from '../fixture.mjs';

export const sentence = 'a table that asks for cards has them on a telephone: its cells below each other, each as wide as the card, the name of the row too';

export const site = (run) => withFixture(run, [360], async (tab) => {
  const { rows, wrong } = await tab.get(() => {
    const rows = [...document.querySelectorAll('.stack tbody tr')];
    const found = [];
    for (const row of rows) {
      const cells = [...row.children].map((cell) => cell.getBoundingClientRect());
      const width = Math.max(...cells.map((cell) => cell.width));
      cells.forEach((cell, at) => {
        const name = globalThis.shirubeTest.name(row.children[at]);
        if (cell.width < width - 1) found.push([name, `is ${Math.round(cell.width)} px wide in a card of ${Math.round(width)}`]);
        if (at > 0 && cell.top < cells[at - 1].bottom - 1) found.push([name, 'stands beside the cell before it']);
      });
    }
    return { rows: rows.length, wrong: found };
  });
  if (rows !== 2) run.report('.stack', `has ${rows} rows`, tab.page.file);
  for (const [element, value] of wrong) run.report(element, value, tab.page.file);
});

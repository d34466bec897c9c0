export const sentence = 'of the lines of Japanese text that go on in another, at most one in five is shorter than 90 % of the measure, at 1280';

const most = 0.2;

export async function check(tab, report, note) {
  const { lines, short, worst } = await tab.get(() => {
    const total = { lines: 0, short: 0, worst: [] };
    for (const paragraph of document.querySelectorAll('main p:lang(ja), main li:lang(ja)')) {
      if (!globalThis.shirubeTest.visible(paragraph) || paragraph.querySelector('p, ul, ol, table, br') || paragraph.closest('figcaption, nav, td, th')) continue;
      const style = getComputedStyle(paragraph);
      if (style.display.includes('flex') || style.display.includes('grid')) continue;
      // What stands before a block of its own ends there, and does not go on in another line.
      if ([...paragraph.children].some((child) => getComputedStyle(child).display === 'block')) continue;
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const measure = paragraph.clientWidth - Number.parseFloat(style.paddingInlineStart) - Number.parseFloat(style.paddingInlineEnd);
      // Pieces of a line overlap from top to bottom; raised ones do too.
      const rows = [];
      for (const box of [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 8)) {
        const row = rows.find((one) => box.top < one.bottom - 4 && box.bottom > one.top + 4);
        if (row) Object.assign(row, { left: Math.min(row.left, box.left), right: Math.max(row.right, box.right) });
        else rows.push({ top: box.top, bottom: box.bottom, left: box.left, right: box.right });
      }
      rows.sort((a, b) => a.top - b.top).pop();
      total.lines += rows.length;
      for (const row of rows) {
        if (row.right - row.left >= measure * 0.9) continue;
        total.short += 1;
        total.worst.push([Math.round(100 * (row.right - row.left) / measure), globalThis.shirubeTest.name(paragraph)]);
      }
    }
    total.worst.sort(([a], [b]) => a - b);
    return total;
  });
  // A page with few lines says nothing about how they break.
  if (lines < 10) return;
  note(`${short} of ${lines} lines`);
  if (short > lines * most) report(worst[0][1], `${Math.round(100 * short / lines)} % of ${lines} lines are short; this one is ${worst[0][0]} %`);
}

export const kinds = ['guide index', 'chapter', 'planner', 'FAQ', 'compare'];
export const isOfOneLanguage = true;
export const sentence = 'at 1280 text, figures and tables begin and end at the same edges, and the right third of the first screen is used';

export async function check(tab, report, note) {
  const { starts, ends, reach } = await tab.get(() => {
    const { name, visible } = globalThis.shirubeTest;
    const edges = { starts: new Map(), ends: new Map() };
    for (const block of document.querySelectorAll('main .content > *')) {
      if (!visible(block) || !block.matches('p, h2, h3, figure, .callout, .block, .panel, ul, ol, dl')) continue;
      const box = block.getBoundingClientRect();
      const put = (map, x) => map.set(Math.round(x), map.get(Math.round(x)) ?? name(block));
      put(edges.starts, box.left);
      put(edges.ends, box.right);
    }
    const reached = [...globalThis.shirubeTest.texts(document.querySelector('main'))].map(({ node }) => {
      const range = document.createRange();
      range.selectNode(node);
      return range.getBoundingClientRect();
    }).filter((box) => box.top < innerHeight).reduce((most, box) => Math.max(most, box.right), 0);
    return { starts: [...edges.starts], ends: [...edges.ends], reach: Math.round(reached) };
  });
  note(`begin at ${starts.map(([x]) => x).join(', ')}; end at ${ends.map(([x]) => x).join(', ')}; the first screen has text up to ${reach}`);
  const apart = (edges) => edges.filter(([x]) => Math.abs(x - edges[0][0]) > 2);
  for (const [x, element] of apart(starts)) report(element, `begins at ${x} px, others at ${starts[0][0]}`);
  for (const [x, element] of apart(ends)) report(element, `ends at ${x} px, others at ${ends[0][0]}`);
  if (reach < 1280 * 2 / 3 + 64) report('main', `the first screen is empty from ${reach} px on`);
}

export const isOfOneLanguage = true;
export const sentence = 'on paper there are no controls, the references have their addresses, the page says its own, and no gap is wider than an inch';

export async function check(tab, report) {
  await tab.size(700);
  await tab.emulate({ type: 'print' });
  await tab.settle();
  const wrong = await tab.get(() => {
    const found = [];
    const { name, text, visible } = globalThis.shirubeTest;
    for (const one of document.querySelectorAll('button, input, select, nav, summary, .skip')) if (visible(one)) found.push([name(one), 'is printed']);
    for (const link of document.querySelectorAll('.references a[href^="http"]')) {
      if (!visible(link)) continue;
      const after = getComputedStyle(link, '::after').content;
      if (!text(link).includes('http') && !text(link).includes(link.host) && !after.includes('http')) found.push([name(link), `prints no address, ${link.href}`]);
    }
    const canonical = document.querySelector('link[rel="canonical"]')?.href;
    const pseudo = [...document.querySelectorAll('header, main, footer, body, footer *, header *')].flatMap((one) => ['::before', '::after'].map((part) => getComputedStyle(one, part).content)).join(' ');
    const printed = `${[...globalThis.shirubeTest.texts(document.body)].map(({ node }) => node.data).join(' ')} ${pseudo}`;
    if (canonical && !printed.includes(canonical.replace(/^https?:\/\//, ''))) found.push(['body', `does not print its address, ${canonical}`]);
    // Places where no line of text and no drawing is, from top to bottom.
    const boxes = [];
    for (const { node } of globalThis.shirubeTest.texts(document.body)) {
      const range = document.createRange();
      range.selectNode(node);
      for (const box of range.getClientRects()) boxes.push([box.top, box.bottom, node.parentElement]);
    }
    for (const drawing of document.querySelectorAll('svg, img')) if (visible(drawing)) boxes.push([drawing.getBoundingClientRect().top, drawing.getBoundingClientRect().bottom, drawing]);
    boxes.sort(([a], [b]) => a - b);
    let end = boxes[0]?.[0] ?? 0;
    for (const [top, bottom, element] of boxes) {
      if (top - end > 96) found.push([name(element), `stands below a gap of ${Math.round(top - end)} px`]);
      end = Math.max(end, bottom);
    }
    return found;
  });
  for (const [element, value] of wrong) report(element, value);
}

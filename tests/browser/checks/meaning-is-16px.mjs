export const sentence = 'nothing that carries meaning is under 16 px, at 320 and 1280; the readings of characters and the numbers of citations may be';

export async function check(tab, report, note) {
  for (const width of [320, 1280]) {
    await tab.size(width);
    await tab.settle();
    const { small, share } = await tab.get(() => {
      const found = new Map();
      let [all, under] = [0, 0];
      const { name } = globalThis.shirubeTest;
      for (const { node, element } of globalThis.shirubeTest.texts(document.body)) {
        if (element.closest('rt, sup, sub, .citations, .footnote-ref, [aria-hidden="true"], script, style, noscript')) continue;
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        const count = node.data.replace(/\s/g, '').length;
        all += count;
        if (size >= 16) continue;
        under += count;
        const at = name(element);
        const seen = found.get(at) ?? { at, size, count: 0, text: node.data.trim().slice(0, 24) };
        seen.count += count;
        found.set(at, seen);
      }
      return { small: [...found.values()].sort((a, b) => b.count - a.count), share: Math.round(100 * under / all) };
    });
    if (small.length) note(`${share} % of the characters are under 16 px at ${width}`);
    for (const { at, size, count, text } of small) report(at, `${size} px at ${width}, ${count} characters (${text})`);
  }
}

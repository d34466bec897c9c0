export const sentence = 'a figure of at most eight characters stands on one line, a vague one too, at 320, 360 and 1280';

export async function check(tab, report) {
  for (const width of [320, 360, 1280]) {
    await tab.size(width);
    await tab.settle();
    const broken = await tab.get(() => {
      const { text, visible, name } = globalThis.shirubeTest;
      return [...document.querySelectorAll('main .fact')].filter((fact) => visible(fact) && text(fact).length <= 8).flatMap((fact) => {
        const tops = new Set([...fact.getClientRects()].map((box) => Math.round(box.top)));
        return tops.size > 1 ? [`${name(fact)} ${text(fact)}`] : [];
      });
    });
    for (const fact of broken) report(fact, `breaks at ${width}`);
  }
}

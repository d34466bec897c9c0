export const kinds = ['home', 'chapter', 'compare'];
export const isOfOneLanguage = true;
export const sentence = 'each bar of a chart says by its class and its drawing what it rests on; what is only said is not drawn solid; there is a key';

export async function check(tab, report) {
  const wrong = await tab.get(() => {
    const found = [];
    const { name, visible } = globalThis.shirubeTest;
    for (const chart of document.querySelectorAll('main figure.chart')) {
      const bars = [...chart.querySelectorAll('.chart-bar')].filter((bar) => bar.querySelector('rect:not(.chart-lane), circle, path'));
      const of = (bar) => bar.dataset.evidence ?? [...bar.classList].find((one) => /^evidence-|^(?:said|studied|assumed|unknown)/.test(one));
      const without = bars.filter((bar) => !of(bar));
      if (without.length) found.push([name(chart), `${without.length} of ${bars.length} bars do not say what they rest on`]);
      if (bars.length && ![...chart.querySelectorAll('[class*="key"], [class*="legend"]')].some(visible)) found.push([name(chart), 'has no key']);
      // Solid is what was measured: a bar of what is said in one colour throughout looks like it.
      const paints = new Map();
      for (const bar of bars) {
        const shape = bar.querySelector('rect:not(.chart-lane), circle, path');
        const style = getComputedStyle(shape);
        const paint = `${style.fill.startsWith('url') ? style.fill : 'solid'} ${style.strokeDasharray}`;
        const evidence = of(bar) ?? 'no evidence';
        if (/said|clinic/.test(evidence) && paint.startsWith('solid none')) found.push([name(bar), 'is said, and drawn solid']);
        const other = [...paints].find(([one, seen]) => one !== evidence && seen === paint);
        if (other) found.push([name(bar), `${evidence} is drawn as ${other[0]} is`]);
        paints.set(evidence, paint);
      }
    }
    return found;
  });
  for (const [element, value] of wrong) report(element, value);
}

export const kinds = ['home', 'chapter', 'compare'];
export const sentence = 'the texts of a chart do not lie over each other at 320; bars have 3 : 1, its grid 1.5 : 1, its lanes 1.15 : 1; series differ by more than hue, light and dark';

const overlaps = (tab) => tab.get(() => [...document.querySelectorAll('main svg.chart-drawing')].flatMap((drawing) => {
  const texts = [...drawing.querySelectorAll('text')].map((text) => [text, text.getBoundingClientRect()]);
  return texts.flatMap(([one, a], at) => texts.slice(at + 1).flatMap(([other, b]) => {
    const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    return across > 2 && down > 4 ? [[globalThis.shirubeTest.name(drawing.closest('figure') ?? drawing), `「${one.textContent}」 and 「${other.textContent}」 overlap by ${Math.round(across)} × ${Math.round(down)} px`]] : [];
  }));
}));

const colours = (tab) => tab.get(() => {
  const { colour, contrast, name } = globalThis.shirubeTest;
  const over = ([r, g, b, a], ground) => [r, g, b].map((part, at) => part * a + ground[at] * (1 - a));
  const found = [];
  for (const drawing of document.querySelectorAll('main svg.chart-drawing')) {
    let behind = drawing;
    while (behind && colour.call(globalThis.shirubeTest, getComputedStyle(behind).backgroundColor)[3] < 1) behind = behind.parentElement;
    const paper = colour.call(globalThis.shirubeTest, getComputedStyle(behind ?? document.body).backgroundColor);
    const paint = (element, property) => {
      const style = getComputedStyle(element);
      const [r, g, b, a] = colour.call(globalThis.shirubeTest, style[property]);
      return over([r, g, b, a * Number(style[`${property}Opacity`])], paper);
    };
    const at = name(drawing.closest('figure') ?? drawing);
    const look = (selector, property, least) => {
      const element = drawing.querySelector(selector);
      if (!element || getComputedStyle(element)[property].startsWith('url') || getComputedStyle(element)[property] === 'none') return;
      const has = contrast(paint(element, property), paper);
      if (has < least) found.push([`${at} ${selector}`, `${has.toFixed(2)} : 1`]);
    };
    look('.chart-grid', 'stroke', 1.5);
    look('.chart-lane', 'fill', 1.15);
    look('.chart-exact', 'fill', 3);
    const series = ['.series-1', '.series-2'].map((one) => drawing.querySelector(`${one} :is(.chart-exact, .chart-point)`)).filter(Boolean);
    if (series.length === 2 && series.every((one) => !getComputedStyle(one).fill.startsWith('url'))) {
      const has = contrast(...series.map((one) => paint(one, 'fill')));
      if (has < 1.5) found.push([at, `two series are ${has.toFixed(2)} : 1 to each other`]);
    }
  }
  return found;
});

export async function check(tab, report) {
  await tab.size(320);
  await tab.settle();
  for (const [element, value] of await overlaps(tab)) report(element, `${value}, at 320`);
  for (const scheme of ['light', 'dark']) {
    await tab.emulate({ scheme });
    await tab.settle();
    for (const [element, value] of await colours(tab)) report(element, `${value}, ${scheme}`);
  }
}

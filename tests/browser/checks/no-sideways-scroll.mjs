export const sentence = 'no page scrolls sideways: at 320 as it is, with text of 200 %, with the spacing of WCAG 1.4.12; at 360, 768 and 1024';

const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';

/** The pages that are too wide, with the element that reaches furthest of those that nothing cuts off. */
const tooWide = (tab) => tab.get(() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return undefined;
  const cut = (element) => {
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) if (getComputedStyle(one).overflowX !== 'visible') return true;
    return false;
  };
  const reach = [...document.body.querySelectorAll('*')].filter((element) => !cut(element))
    .map((element) => [Math.round(Math.max(element.getBoundingClientRect().right, -element.getBoundingClientRect().left)), element])
    .sort(([a], [b]) => b - a);
  // The deepest of those that reach as far is the cause.
  const last = reach.filter(([right]) => right === reach[0]?.[0]).at(-1)?.[1] ?? document.body;
  return { element: globalThis.shirubeTest.name(last), text: globalThis.shirubeTest.text(last).slice(0, 40), wide };
});

export async function check(tab, report) {
  const look = async (width, how) => {
    await tab.size(width);
    await tab.settle();
    const found = await tooWide(tab);
    if (found) report(found.element, `${found.wide} px wide at ${width} ${how} (${found.text})`);
  };
  for (const width of [320, 360, 768, 1024]) await look(width, 'as it is');
  await tab.textSize(2);
  for (const width of [320, 360]) await look(width, 'with text of 200 %');
  await tab.textSize(1);
  const style = await tab.tab.evaluateHandle((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    return sheet;
  }, spacing);
  await look(320, 'with the spacing of WCAG 1.4.12');
  await tab.tab.evaluate((sheet) => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet); }, style);
}

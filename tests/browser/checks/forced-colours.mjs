export const isOfOneLanguage = true;
export const sentence = 'in forced colours the current item of a menu differs from the others in more than its letters, and no other bears its mark';

export async function check(tab, report) {
  await tab.emulate({ forced: 'active' });
  await tab.settle();
  const wrong = await tab.get(() => {
    const found = [];
    const { name, visible } = globalThis.shirubeTest;
    // Borders, outlines, lines and grounds: what is left of a mark when the system chooses the colours.
    const mark = (element) => [element, element.querySelector('a, span') ?? element].map((one) => ['', '::before', '::after'].map((part) => {
      const style = getComputedStyle(one, part || undefined);
      const sides = ['Top', 'Right', 'Bottom', 'Left'].map((side) => (style[`border${side}Style`] === 'none' ? 0 : `${style[`border${side}Width`]} ${style[`border${side}Color`]}`));
      return [...sides, style.textDecorationLine, style.backgroundColor, style.boxShadow, style.outlineStyle, part ? style.content : ''].join();
    }).join()).join();
    // A border is drawn in forced colours, were it transparent else; one in the colour of the ground is none.
    const bar = (element) => ['Top', 'Right', 'Bottom', 'Left'].map((side) => {
      const style = getComputedStyle(element);
      const isNone = style[`border${side}Style`] === 'none' || Number.parseFloat(style[`border${side}Width`]) < 2 || style[`border${side}Color`] === getComputedStyle(document.body).backgroundColor;
      return isNone ? '' : side;
    }).join('');
    for (const nav of document.querySelectorAll('nav')) {
      const items = [...nav.querySelectorAll('li > a')].filter(visible);
      const current = items.find((item) => item.matches('[aria-current]'));
      const other = items.find((item) => !item.matches('[aria-current]') && item.closest('ul, ol') === current?.closest('ul, ol'));
      if (current && other && bar(current) && bar(current) === bar(other)) found.push([name(nav), `the bar of the current item stands at the others too (${bar(other)})`]);
      if (current && other && mark(current) === mark(other)) found.push([name(nav), 'the current item looks as the others do']);
    }
    return found;
  });
  for (const [element, value] of wrong) report(element, value);
}

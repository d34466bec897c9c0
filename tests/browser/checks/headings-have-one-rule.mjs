export const isOfOneLanguage = true;
export const sentence = 'between a heading and what it is the heading of there are not two rules';

export async function check(tab, report) {
  const wrong = await tab.get(() => [...document.querySelectorAll('main :is(h1, h2, h3)')].flatMap((heading) => {
    const drawn = (element, side) => element && getComputedStyle(element)[`border${side}Style`] !== 'none' && Number.parseFloat(getComputedStyle(element)[`border${side}Width`]) > 0;
    const next = heading.nextElementSibling;
    if (!drawn(heading, 'Bottom') || !next) return [];
    const below = [next, next.firstElementChild].find((one) => drawn(one, 'Top'));
    return below ? [[globalThis.shirubeTest.name(heading), `has a rule, and ${globalThis.shirubeTest.name(below)} below it another`]] : [];
  }));
  for (const [element, value] of wrong) report(element, value);
}

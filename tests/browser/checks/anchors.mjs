export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'each link to a place of the page finds it, in sight, below what stays at the top, at 1280, and the headings at 360';

export async function check(tab, report) {
  for (const width of [1280, 360]) {
    await tab.size(width);
    await tab.settle();
    const wrong = await tab.get((headingsOnly) => {
      const found = [];
      const { name } = globalThis.shirubeTest;
      document.documentElement.style.scrollBehavior = 'auto';
      const fragments = new Set([...document.querySelectorAll('a[href]')].filter((link) => link.hash && link.pathname === location.pathname && link.host === location.host).map((link) => link.hash));
      const stays = [...document.querySelectorAll('body *')].filter((one) => /sticky|fixed/.test(getComputedStyle(one).position));
      for (const fragment of fragments) {
        const target = document.getElementById(decodeURIComponent(fragment.slice(1)));
        if (!target) {
          found.push([fragment, 'is not there']);
          continue;
        }
        if (headingsOnly && !target.matches('h1, h2, h3')) continue;
        // An address that the page has already would not move it.
        location.hash = '';
        location.hash = fragment;
        const box = target.getBoundingClientRect();
        if (!target.getClientRects().length) {
          found.push([name(target), 'is not shown']);
          continue;
        }
        if (box.top < -1 || box.top > innerHeight - 1) found.push([name(target), `begins at ${Math.round(box.top)} px of ${innerHeight}`]);
        for (const one of stays) {
          const over = one.getBoundingClientRect();
          if (one.contains(target) || target.contains(one) || !over.height || over.top > 1) continue;
          if (over.bottom > box.top + 1 && over.left < box.right && over.right > box.left) found.push([name(target), `begins at ${Math.round(box.top)} px, under ${name(one)} that ends at ${Math.round(over.bottom)}`]);
        }
      }
      return found;
    }, width === 360);
    for (const [element, value] of wrong) report(element, `${value}, at ${width}`);
  }
}

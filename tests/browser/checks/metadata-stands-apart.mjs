export const isOfOneLanguage = true;
export const sentence = 'what is said of a table in one line stands apart: 16 px, a mark or a line between each two';

export async function check(tab, report) {
  const wrong = await tab.get(() => [...document.querySelectorAll('main figure p')].flatMap((line) => {
    const parts = [...line.children].filter((one) => one.localName === 'span' && globalThis.shirubeTest.visible(one));
    return parts.slice(1).flatMap((part, at) => {
      const [before, box] = [[...parts[at].getClientRects()].at(-1), part.getClientRects()[0]];
      const gap = box.left - before.right;
      const isApart = Math.abs(box.top - before.top) > 8 || gap >= 16 || /[·|／/]/.test(getComputedStyle(part, '::before').content) || Number.parseFloat(getComputedStyle(part).borderInlineStartWidth) > 0;
      return isApart ? [] : [[globalThis.shirubeTest.name(part), `${Math.round(gap)} px after ${globalThis.shirubeTest.name(parts[at])}`]];
    });
  }));
  for (const [element, value] of wrong) report(element, value);
}

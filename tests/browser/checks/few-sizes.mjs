export const isOfOneLanguage = true;
export const sentence = 'a page has at most 7 sizes of text at one width, and its style sheet at most 16 lengths for space: steps of a scale';

const mostSizes = 7;
const mostSpaces = 16;

export async function check(tab, report, note) {
  const { sizes, spaces } = await tab.get(() => {
    const found = new Map();
    for (const { element } of globalThis.shirubeTest.texts(document.body)) {
      if (element.closest('rt, sup, sub, code, pre, .citations, .footnote-ref')) continue;
      found.set(getComputedStyle(element).fontSize, globalThis.shirubeTest.name(element));
    }
    const lengths = new Set();
    const space = /^(?:margin|padding|gap|row-gap|column-gap)/;
    const read = (rules) => {
      for (const rule of rules) {
        for (const property of rule.style ?? []) {
          if (!space.test(property)) continue;
          const value = rule.style.getPropertyValue(property);
          for (const [length] of value.matchAll(/(?<![\w.])-?\d*\.?\d+(?:rem|em|px|vw)/g)) if (Number.parseFloat(length) !== 0) lengths.add(length.replace('-', ''));
        }
        if (rule.cssRules) read(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) read(sheet.cssRules);
    return { sizes: [...found.keys()].sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b)), spaces: lengths.size };
  });
  note(`${sizes.length} sizes, ${spaces} lengths`);
  if (sizes.length > mostSizes) report('text', `${sizes.length} sizes: ${sizes.join(' ')}`);
  if (spaces > mostSpaces) report('style sheet', `${spaces} lengths for space`);
}

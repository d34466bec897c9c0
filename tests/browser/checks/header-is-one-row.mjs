export const isOfOneLanguage = true;
export const sentence = 'the header is one row of at most 72 px, at 360 and 1280: name, languages and menu stand beside each other';

export async function check(tab, report, note) {
  for (const width of [1280, 360]) {
    await tab.size(width);
    await tab.settle();
    const height = await tab.get(() => {
      const header = document.querySelector('body > header');
      return header ? Math.round(header.getBoundingClientRect().height) : undefined;
    });
    if (height === undefined) report('body', 'has no header');
    else {
      note(`${height} px at ${width}`);
      if (height > 72) report('header', `${height} px high at ${width}`);
    }
    if (height === undefined) return;
  }
}

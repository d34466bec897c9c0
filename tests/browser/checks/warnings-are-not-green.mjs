export const isOfOneLanguage = true;
export const sentence = 'what warns, and what says that something is not proven, is not green: neither its ground nor its title, light and dark';

export async function check(tab, report) {
  for (const scheme of ['light', 'dark']) {
    await tab.emulate({ scheme });
    await tab.settle();
    const green = await tab.get(() => {
      const found = [];
      for (const notice of document.querySelectorAll('.callout-important, .callout-warning, .callout-caution, [class*="notice"], [class*="strip"], [class*="said"], [class*="clinic"]')) {
        if (!globalThis.shirubeTest.visible(notice)) continue;
        for (const [part, property] of [[notice, 'backgroundColor'], [notice, 'borderInlineStartColor'], [notice.querySelector('.callout-title') ?? notice, 'color']]) {
          const style = getComputedStyle(part);
          if (property === 'borderInlineStartColor' && style.borderInlineStartStyle === 'none') continue;
          const [r, g, b, a] = globalThis.shirubeTest.colour(style[property]);
          // Greener than red and than blue by more than a grey is: a ground is pale, what stands on it is not.
          const most = property === 'backgroundColor' ? 3 : 12;
          if (a > 0.05 && g - r > most && g - b > most) found.push([globalThis.shirubeTest.name(notice), `${property} is ${r} ${g} ${b}`]);
        }
      }
      return found;
    });
    for (const [element, value] of green) report(element, `${value}, ${scheme}`);
  }
}

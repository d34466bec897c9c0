export const kinds = ['planner'];
export const isOfOneLanguage = true;
export const sentence = 'what the planner works out is in sight beside or below its fields at every width: nothing of it is cut off';

export async function check(tab, report) {
  for (const width of [320, 360, 768, 1024, 1280]) {
    await tab.size(width);
    await tab.settle();
    const cut = await tab.get(() => {
      const planner = document.querySelector('figure:has([data-planned])') ?? document.querySelector('.planner');
      if (!planner) return [['main', 'has no planner']];
      return [...planner.querySelectorAll('[data-planned], input, output')].flatMap((part) => {
        if (!globalThis.shirubeTest.visible(part)) return [];
        const box = part.getBoundingClientRect();
        for (let outer = part.parentElement; outer; outer = outer.parentElement) {
          const frame = outer.getBoundingClientRect();
          const cuts = outer === document.documentElement ? innerWidth : (getComputedStyle(outer).overflowX === 'visible' ? Infinity : frame.right);
          if (box.right > cuts + 1) return [[globalThis.shirubeTest.name(part), `reaches to ${Math.round(box.right)} px, ${globalThis.shirubeTest.name(outer)} ends at ${Math.round(cuts)}`]];
        }
        return [];
      });
    });
    for (const [element, value] of cut) report(element, `${value}, at ${width}`);
  }
}

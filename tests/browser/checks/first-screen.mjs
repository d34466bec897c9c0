export const sentence = 'on a telephone of 360 × 740, the first fact or paragraph of an article begins at 420 px or above; a notice that other pages have too is none';

const limit = 420;
const limited = new Set(['guide index', 'chapter', 'planner']);

export async function check(tab, report, note) {
  await tab.size(360, 740);
  await tab.settle();
  const first = await tab.get(() => {
    const article = document.querySelector('main article') ?? document.querySelector('main');
    const other = 'nav, [role="note"], .callout, .page-header, .beside, .meta, aside';
    const found = [...article.querySelectorAll('.fact, p, li, dd, td, svg')].find((element) => !element.closest(other) && globalThis.shirubeTest.visible(element));
    return found && { element: globalThis.shirubeTest.name(found), y: Math.round(found.getBoundingClientRect().top + scrollY) };
  });
  if (!first) return report('main', 'has no fact and no paragraph');
  note(`${first.y} px`);
  if (limited.has(tab.page.kind) && first.y > limit) report(first.element, `begins at ${first.y} px`);
}

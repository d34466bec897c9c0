export const kinds = ['chapter', 'planner'];
export const isOfOneLanguage = true;
export const sentence = 'a chapter shows the list of all chapters beside its text at 1280, with its own marked, on the first screen';

export async function check(tab, report) {
  const { listed, current, top } = await tab.get(() => {
    const chapters = [...document.querySelectorAll('main nav a[href], .layout nav a[href], aside a[href]')]
      .filter((link) => /\/guide\/[^/]+\/$/.test(link.pathname) && !link.hash && !link.closest('.sequence, .breadcrumbs') && globalThis.shirubeTest.visible(link));
    return {
      listed: new Set(chapters.map((link) => link.pathname)).size,
      current: chapters.some((link) => link.getAttribute('aria-current') === 'page'),
      top: Math.round(Math.min(...chapters.map((link) => link.getBoundingClientRect().top), Infinity)),
    };
  });
  if (listed < 8) report('nav', `lists ${listed} chapters`);
  else if (!current) report('nav', 'does not mark the chapter that is read');
  else if (top > 900) report('nav', `begins at ${top} px`);
}

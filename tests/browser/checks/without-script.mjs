export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'without scripts all of the text is there, and nothing is shown that only a script makes usable';

const text = (tab) => tab.get(() => (document.querySelector('main').textContent ?? '').replace(/\s+/g, ''));

export async function check(tab, report) {
  await tab.go(tab.page, { script: false });
  const shown = await tab.get(() => [...document.querySelectorAll('button, input, select, textarea, output')].filter((one) => globalThis.shirubeTest.visible(one) && !one.closest('.task')).map((one) => globalThis.shirubeTest.name(one)));
  for (const element of shown) report(element, 'is shown and does nothing');
  const hidden = await tab.get(() => [...document.querySelectorAll('main p, main h1, main h2, main h3, main figure, main li')]
    .filter((one) => !one.closest('details, nav, .planner-status') && globalThis.shirubeTest.text(one) && getComputedStyle(one).display === 'none').map((one) => globalThis.shirubeTest.name(one)));
  for (const element of hidden) report(element, 'is not shown');
  const plain = await text(tab);
  await tab.go(tab.page);
  const scripts = await text(tab);
  // The root may put one language first, and a planner has fields in the place of figures.
  const order = (all) => [...all].sort().join('');
  if (tab.page.kind !== 'planner' && order(plain) !== order(scripts)) report('main', `has ${plain.length} characters without scripts and ${scripts.length} with`);
  if (tab.page.kind === 'planner' && plain.length < scripts.length * 0.9) report('main', `has ${plain.length} characters without scripts and ${scripts.length} with`);
}

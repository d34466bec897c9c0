export const kinds = ['home', 'chapter', 'planner', 'root'];
export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'whatever a reader does, the browser keeps the language and the colours that were chosen, and nothing else';

const mayKeep = ['shirube-language', 'shirube-theme'];

/** All that the browser keeps for the site. */
const kept = (tab) => tab.get(async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  cookies: document.cookie,
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
}));

async function look(tab, report, after) {
  const { local, session, cookies, databases, caches, workers } = await kept(tab);
  for (const key of local.filter((one) => !mayKeep.includes(one))) report(`after ${after}`, `localStorage keeps ${key}`);
  for (const key of session) report(`after ${after}`, `sessionStorage keeps ${key}`);
  for (const key of [...databases, ...caches]) report(`after ${after}`, `the browser keeps ${key}`);
  if (cookies) report(`after ${after}`, `cookies: ${cookies}`);
  if (workers) report(`after ${after}`, `${workers} service workers`);
  for (const { name } of await tab.context.cookies()) report(`after ${after}`, `the cookie ${name}`);
  return local;
}

export async function check(tab, report) {
  const before = await look(tab, report, 'opening the page');
  if (before.length) report('page', `keeps ${before.join()} of a reader who has chosen nothing`);
  // Every fold is opened and closed, menu and contents among them.
  await tab.get(() => { for (const one of [...document.querySelectorAll('summary'), ...document.querySelectorAll('summary')]) one.click(); });
  await tab.settle();
  await look(tab, report, 'the menu');
  await tab.get(() => { for (const one of document.querySelectorAll('input[type="number"], input:not([type])')) { one.value = one.max; one.dispatchEvent(new Event('change', { bubbles: true })); } });
  await look(tab, report, 'the planner');
  const button = await tab.get(() => { const one = document.querySelector('.theme-toggle'); one?.click(); one?.click(); return Boolean(one); });
  const coloured = await look(tab, report, 'the colours');
  if (button && !coloured.includes('shirube-theme')) report('colours', 'are forgotten: nothing of this is tried');
  const link = await tab.tab.$('[data-language] a[href], a[data-language]:not([aria-current])');
  if (!link) return;
  await Promise.all([tab.tab.waitForNavigation(), link.evaluate((one) => one.click())]);
  const chosen = await look(tab, report, 'the language');
  if (!chosen.includes('shirube-language')) report('language', 'is forgotten: nothing of this is tried');
}

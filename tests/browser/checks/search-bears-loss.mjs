import { ask, becomes, dialog, open, questions, shown } from '../search.mjs';

export const touches = true;
export const isOfOneLanguage = true;
export const kinds = ['chapter'];
export const sentence = 'a part of the index that a newer build replaced is looked up anew, and where it cannot be had the search says so and leads on; without its script its link leads to its page';

/** Answers requests by a function that says which of them are lost, and hands back how many there were of the index. */
async function losing(tab, isLost, run) {
  const asked = { index: 0, parts: 0 };
  const answer = (request) => {
    const path = new URL(request.url()).pathname;
    if (path.endsWith('/search/index.json')) asked.index += 1;
    else if (/\/search\/[^/]+\.json$/.test(path)) asked.parts += 1;
    if (isLost(path, asked)) request.respond({ status: 404, contentType: 'text/plain', body: 'gone' });
    else request.continue();
  };
  const said = tab.said.length;
  await tab.go(tab.page);
  await tab.tab.setRequestInterception(true);
  tab.tab.on('request', answer);
  try {
    await run();
  } finally {
    tab.tab.off('request', answer);
    await tab.tab.setRequestInterception(false);
    // What is lost here is said on purpose.
    tab.said.length = said;
  }
  return asked;
}
const isPart = (path) => /\/search\/(?!index)[^/]+\.json$/.test(path);

export async function check(tab, report) {
  const query = questions[tab.page.language];
  const once = await losing(tab, (path, asked) => isPart(path) && asked.index < 2, async () => {
    await open(tab);
    await ask(tab, query);
    const found = await shown(tab);
    if (!found.links.length) report(dialog, `after a new build: “${found.status}”`);
  });
  if (once.index !== 2) report('index.json', `is asked for ${once.index} times after a new build`);

  const never = await losing(tab, isPart, async () => {
    await open(tab);
    await ask(tab, query);
    const lost = await shown(tab);
    if (lost.links.length || !lost.status || !lost.hasWayOn) report(dialog, `without parts: “${lost.status}”, ${lost.links.length} links${lost.hasWayOn ? '' : ', no way on'}`);
  });
  if (never.index > 3) report('index.json', `is asked for ${never.index} times where parts are lost`);

  await losing(tab, (path) => path.endsWith('index.json'), async () => {
    await open(tab);
    await ask(tab, query);
    const lost = await shown(tab);
    if (lost.links.length || !lost.status || !lost.hasWayOn) report(dialog, `without an index: “${lost.status}”`);
  });

  await losing(tab, (path) => /\/search\.[^/]*js$/.test(path), async () => {
    await tab.tab.click('.search-open');
    if (!await becomes(tab, () => location.pathname.endsWith('/search/'))) report('.search-open', 'leads nowhere without its script');
  });

  // All is well again.
  await tab.go(tab.page);
  await open(tab);
  await ask(tab, query);
  if (!(await shown(tab)).links.length) report(dialog, `finds nothing for ${query}`);
}

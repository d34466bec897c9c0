import { ask, becomes, questions, shown } from '../search.mjs';

export const touches = true;
export const kinds = ['search'];
export const sentence = 'the page of the search answers what its address asks, keeps the address in step, hides the list of all pages while something is found, and is that list without scripts';

const list = '[id="s.all"]';
const state = (tab) => tab.get((one) => ({
  query: new URL(location.href).searchParams.get('q'),
  value: document.querySelector('.search-page input').value,
  hidden: document.querySelector(one).hidden,
}), list);

export async function check(tab, report) {
  const query = questions[tab.page.language];
  // Without scripts: a list, with a line that says so.
  await tab.go(tab.page, { script: false });
  const plain = await tab.get((one) => {
    const { text, visible } = globalThis.shirubeTest;
    return {
      form: visible(document.querySelector('.search-page form')),
      said: text(document.querySelector('.search-page noscript')),
      pages: [...document.querySelectorAll(`${one} a[href]`)].filter(visible).length,
    };
  }, list);
  if (plain.form) report('.search-page form', 'is shown without scripts');
  if (!plain.said) report('.search-page', 'does not say that it needs scripts');
  if (plain.pages < 5) report(list, `has ${plain.pages} pages without scripts`);
  await tab.tab.setJavaScriptEnabled(true);

  // What the address asks.
  await tab.tab.goto(`${tab.server.home}${tab.page.path}?q=${encodeURIComponent(query)}`);
  if (!await becomes(tab, () => document.querySelector('.search-page [role="status"]').textContent !== '')) return report('.search-page', `does not answer ?q=${query}`);
  const found = await shown(tab);
  let now = await state(tab);
  if (!found.links.length || !now.hidden || now.value !== query) report('.search-page', JSON.stringify({ ...now, links: found.links.length }));
  const roles = await tab.get(() => [...document.querySelectorAll('.search-page [role="option"], .search-page [role="listbox"], .search-page [role="combobox"], .search-page a[tabindex]')].length);
  if (roles) report('.search-page ul', 'is no plain list of links');

  // What is typed.
  await tab.tab.focus('.search-page input');
  await ask(tab, 'qzxqzxqzx');
  now = await state(tab);
  if (now.query !== 'qzxqzxqzx' || now.hidden) report('.search-page', `of nothing: ${JSON.stringify(now)}`);
  await ask(tab, query);
  now = await state(tab);
  if (now.query !== query || !now.hidden) report('.search-page', `of ${query}: ${JSON.stringify(now)}`);
  // Enter asks at once, and does not load the page anew.
  await tab.get(() => { globalThis.isSame = true; });
  await tab.press('Enter');
  await new Promise((done) => { setTimeout(done, 500); });
  if (!await tab.get(() => globalThis.isSame)) report('.search-page form', 'loads the page anew by Enter');
  // Emptied, it is the list again.
  await tab.get(() => document.querySelector('.search-page input').select());
  await tab.press('Backspace');
  const isBack = await becomes(tab, (one) => !document.querySelector(one).hidden && !location.search && document.querySelector('.search-page ul').hidden, list);
  if (!isBack) report(list, `does not come back: ${JSON.stringify(await state(tab))}`);

  // Its key leads into the box that is there.
  await tab.get(() => document.activeElement.blur());
  await tab.tab.keyboard.down('Control');
  await tab.press('k');
  await tab.tab.keyboard.up('Control');
  const [isThere, dialogs] = await tab.get(() => [document.activeElement.matches('.search-page input'), document.querySelectorAll('dialog[open]').length]);
  if (!isThere || dialogs) report('.search-page input', `has not the focus after Ctrl+K; ${dialogs} dialogs`);
}

import { ask, becomes, dialog, open, questions, shown } from '../search.mjs';

export const touches = true;
export const kinds = ['chapter'];
export const sentence = 'the search says how much it found, shows answers first, each with its value and what that rests on, leads into the site, and says where nothing is found';

const nothing = 'qzxqzxqzx';
/** Words that only the pages of the other language have. */
const elsewhere = { ja: 'insurance', en: 'しこり' };

export async function check(tab, report) {
  const query = questions[tab.page.language];
  await tab.go(tab.page);
  await open(tab);
  const region = await tab.get((one) => {
    const status = document.querySelector(`${one} [role="status"]`);
    return [status.getAttribute('aria-live') ?? 'polite', globalThis.shirubeTest.text(status)];
  }, dialog);
  if (region.join() !== 'polite,') report('[role="status"]', region.join());
  if (!await ask(tab, query)) return report(dialog, `says nothing of ${query}`);
  const found = await shown(tab);
  if (!found.links.length || Number.parseInt(found.status, 10) !== found.links.length) report('[role="status"]', `“${found.status}” of ${found.links.length} results`);
  if (!found.answers || !found.values.length || !found.isAnswerFirst) report('.answer-item', `${found.answers} answers to ${query} with ${found.values.length} values`);
  if (!found.marked) report('mark', 'nothing is marked');
  for (const href of found.links) if (!href.startsWith(tab.server.home)) report('a', `leads to ${href}`);
  for (const text of found.texts) if (/undefined|null|NaN|\[object/.test(text)) report('li', text);

  await ask(tab, nothing);
  const none = await shown(tab);
  if (none.links.length || !none.status || !none.hasWayOn) report(dialog, `${nothing}: ${none.links.length} results, “${none.status}”${none.hasWayOn ? '' : ', and no way on'}`);
  if (none.status === found.status) report('[role="status"]', `“${none.status}” of nothing`);
  await ask(tab, elsewhere[tab.page.language]);
  const other = await shown(tab);
  const language = tab.page.language === 'ja' ? 'en' : 'ja';
  if (!other.links.length || other.languages !== language || !other.links.every((one) => one.startsWith(`${tab.server.home}${language}/`))) report('.search-found', `${other.links.length} results of another language, said to be ${other.languages}`);
  if (/\d/.test(other.status) || !other.status || other.status.includes('%')) report('[role="status"]', `“${other.status}” of results in another language`);
  // A box that is emptied shows nothing, and says nothing.
  await tab.tab.keyboard.press('Backspace');
  await tab.get(() => {
    document.activeElement.value = '';
    document.activeElement.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  if (!await becomes(tab, (one) => document.querySelector(`${one} [role="status"]`).textContent === '' && document.querySelector(`${one} ul`).hidden, dialog)) report(dialog, 'shows something of nothing');

  // What is composed is looked for when it is chosen.
  await tab.cdp.send('Input.imeSetComposition', { text: query, selectionStart: query.length, selectionEnd: query.length });
  await new Promise((done) => { setTimeout(done, 600); });
  if ((await shown(tab)).links.length) report(dialog, 'looks for what is still composed');
  await tab.cdp.send('Input.insertText', { text: query });
  if (!await becomes(tab, (one) => document.querySelector(`${one} [role="status"]`).textContent !== '', dialog)) report(dialog, 'does not look for what was composed');

  // Two questions, of which the first is answered last: what is shown is of the second.
  await tab.go(tab.page);
  await open(tab);
  await tab.get(() => {
    const { fetch } = globalThis;
    let parts = 0;
    globalThis.fetch = async (address, ...rest) => {
      parts += /\/search\/(?!index)[^/]+\.json$/.test(address);
      if (parts === 1) await new Promise((done) => { setTimeout(done, 1000); });
      return fetch(address, ...rest);
    };
  });
  await tab.tab.keyboard.sendCharacter(query);
  await new Promise((done) => { setTimeout(done, 300); });
  await ask(tab, nothing);
  await new Promise((done) => { setTimeout(done, 1500); });
  const last = await shown(tab);
  if (last.links.length || last.status !== none.status) report(dialog, `${nothing}, after an earlier question: ${last.links.length} results, “${last.status}”`);
}

import { ask, becomes, box, dialog, open, questions, shown } from '../search.mjs';

export const touches = true;
export const kinds = ['chapter'];
export const sentence = 'arrow keys choose among what was found while the focus stays in the box, Enter opens it or leads to the page of the search, and what an input method composes is left alone';

const choice = (tab) => tab.get((one) => {
  const field = document.querySelector(one);
  const id = field.getAttribute('aria-activedescendant');
  const chosen = id ? document.getElementById(id) : null;
  const options = [...document.querySelectorAll('[role="option"]')];
  return {
    at: options.indexOf(chosen),
    count: options.length,
    selected: options.filter((option) => option.getAttribute('aria-selected') === 'true').map((option) => options.indexOf(option)).join(),
    focus: document.activeElement === field,
    expanded: field.getAttribute('aria-expanded'),
    list: document.getElementById(field.getAttribute('aria-controls'))?.getAttribute('role'),
    href: chosen?.href,
  };
}, box);

const goesTo = async (tab, press) => {
  await Promise.all([tab.tab.waitForNavigation({ timeout: 5000 }).catch(() => {}), press()]);
  return tab.tab.url();
};

export async function check(tab, report) {
  const query = questions[tab.page.language];
  await tab.go(tab.page);
  await open(tab);
  if ((await choice(tab)).expanded !== 'false') report(box, 'is expanded with nothing in it');
  if (!await ask(tab, query)) return report(dialog, `says nothing of ${query}`);
  let now = await choice(tab);
  if (now.expanded !== 'true' || now.list !== 'listbox' || now.at !== -1) report(box, JSON.stringify(now));
  const wanted = [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', -1], ['ArrowUp', now.count - 1], ['ArrowDown', -1], ['ArrowDown', 0]];
  for (const [key, at] of wanted) {
    await tab.press(key);
    now = await choice(tab);
    if (now.at !== at || now.selected !== (at < 0 ? '' : `${at}`) || !now.focus) report(box, `${key} chooses ${now.at} (${now.selected}), not ${at}`);
  }
  const seen = await tab.get(() => {
    const [option, list] = [document.querySelector('[aria-selected="true"]'), document.querySelector('[role="listbox"]')].map((one) => one.getBoundingClientRect());
    return option.top >= list.top - 1;
  });
  if (!seen) report('[aria-selected="true"]', 'is out of sight');
  // Ctrl and a click: beside the page, where all stays as it is.
  const opened = new Promise((done) => { tab.context.once('targetcreated', done); });
  await tab.tab.keyboard.down('Control');
  await tab.tab.click('[role="option"]');
  await tab.tab.keyboard.up('Control');
  const beside = await Promise.race([opened, new Promise((done) => { setTimeout(done, 5000); })]);
  if (beside) await (await beside.page())?.close();
  else report('[role="option"]', 'a click with Ctrl opens no tab');
  await tab.tab.bringToFront();
  if (!(await choice(tab)).focus) report(box, 'has not the focus after a click with Ctrl');
  // What is composed: the key events that the input method sends to the page have no effect.
  await tab.cdp.send('Input.imeSetComposition', { text: 'けん', selectionStart: 2, selectionEnd: 2 });
  const address = tab.tab.url();
  for (const key of ['ArrowDown', 'Enter', 'Escape']) await tab.press(key);
  await new Promise((done) => { setTimeout(done, 300); });
  if (tab.tab.url() !== address) return report(box, 'Enter while something is composed leads elsewhere');
  if (!await tab.get((one) => document.querySelector(one).open, dialog)) return report(dialog, 'Escape while something is composed closes it');
  // In Safari the composition has ended when the key comes, which 229 says.
  const isTaken = await tab.get((one) => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true });
    document.querySelector(one).dispatchEvent(event);
    return !event.defaultPrevented;
  }, box);
  if (isTaken) report(box, 'takes the Enter that ended a composition');

  // Enter on a choice.
  await tab.go(tab.page);
  await open(tab);
  await ask(tab, query);
  await tab.press('ArrowDown');
  const { href } = await choice(tab);
  const to = await goesTo(tab, () => tab.press('Enter'));
  if (to !== href) report(box, `Enter leads to ${to}, not to ${href}`);

  // Enter without one.
  await tab.go(tab.page);
  await open(tab);
  await ask(tab, query);
  const page = new URL(await goesTo(tab, () => tab.press('Enter')));
  if (!page.pathname.endsWith('/search/') || page.searchParams.get('q') !== query) return report(box, `Enter without a choice leads to ${page}`);
  await becomes(tab, () => document.querySelector('.search-page [role="status"]').textContent !== '');
  if (!(await shown(tab)).links.length) report('.search-page', 'does not show what the query finds');
}

import { becomes, box, dialog, open } from '../search.mjs';

export const touches = true;
export const kinds = ['home', 'chapter'];
export const sentence = 'the search opens over the page by its link and by Ctrl+K, takes and keeps the focus, and closes by Escape, Ctrl+K, its button and a click beside it; the focus returns';

const isOpen = (tab, open = true) => becomes(tab, (one, wanted) => Boolean(document.querySelector(one)?.open) === wanted, dialog, open);
const focused = (tab) => tab.get(() => globalThis.shirubeTest.name(document.activeElement));
const control = async (tab) => {
  await tab.tab.keyboard.down('Control');
  await tab.press('k');
  await tab.tab.keyboard.up('Control');
};

export async function check(tab, report) {
  await tab.go(tab.page);
  const [name, keys, popup] = await tab.get(() => {
    const link = document.querySelector('.search-open');
    return [globalThis.shirubeTest.text(link.querySelector('span')), link.getAttribute('aria-keyshortcuts'), link.getAttribute('aria-haspopup')];
  });
  if (!name) report('.search-open', 'has no name');
  if (keys !== 'Control+K Meta+K' || popup !== 'dialog') report('.search-open', `says ${keys} and ${popup}`);

  // By the link, and what is open then.
  await open(tab);
  const state = await tab.get((one) => {
    const element = document.querySelector(one);
    const field = element.querySelector('input');
    return {
      modal: element.matches(':modal'),
      label: element.getAttribute('aria-label'),
      focus: document.activeElement === field,
      name: field.getAttribute('aria-label'),
      scrolls: (scrollTo(0, 300), getComputedStyle(document.documentElement).overflowY),
    };
  }, dialog);
  if (!state.modal) report(dialog, 'is no modal dialog');
  if (!state.label || !state.name) report(dialog, 'it or its box has no name');
  if (!state.focus) report(box, 'has not the focus');
  if (state.scrolls !== 'hidden') report('html', 'scrolls behind it');
  // A whole round, and the focus has been nowhere else in the page.
  for (let stop = 0; stop < 6; stop += 1) {
    await tab.press('Tab');
    const inside = await tab.get((one) => document.activeElement === document.body || Boolean(document.activeElement.closest(one)), dialog);
    if (!inside) report(await focused(tab), 'has the focus behind the dialog');
  }
  await tab.tab.focus(box);
  await tab.press('Escape');
  if (!await isOpen(tab, false)) report(dialog, 'Escape does not close it');
  if (!(await focused(tab)).includes('search-open')) report(await focused(tab), 'has the focus after Escape');

  // By the key, from a link in the page; with text in the box, which Escape does not empty first.
  await tab.tab.focus('main a, footer a');
  const before = await focused(tab);
  await control(tab);
  if (!await isOpen(tab)) return report(dialog, 'Ctrl+K does not open it');
  await tab.tab.keyboard.type('abc');
  await tab.press('Escape');
  if (!await isOpen(tab, false)) report(dialog, 'Escape does not close it with text in its box');
  if (await focused(tab) !== before) report(await focused(tab), `has the focus that ${before} had`);
  await control(tab);
  await isOpen(tab);
  if (await tab.get((one) => getSelection().toString() || document.querySelector(one).selectionEnd, box) === 0) report(box, 'does not have what was asked last');
  await control(tab);
  if (!await isOpen(tab, false)) report(dialog, 'Ctrl+K does not close it');

  // By the mouse: its button, and a click beside it; not by a selection that ends there.
  await open(tab);
  await tab.tab.click(`${dialog} button`);
  if (!await isOpen(tab, false)) report(`${dialog} button`, 'does not close it');
  await open(tab);
  const line = await (await tab.tab.$(`${dialog} .search-status`)).boundingBox();
  await tab.tab.mouse.move(line.x + line.width - 10, line.y + 10);
  await tab.tab.mouse.down();
  await tab.tab.mouse.move(4, 600);
  await tab.tab.mouse.up();
  if (!await isOpen(tab)) report(dialog, 'is closed by a selection that ends beside it');
  await tab.tab.mouse.click(4, 600);
  if (!await isOpen(tab, false)) report(dialog, 'a click beside it does not close it');

  // Not over another dialog, where the key stays the browser's.
  const taken = await tab.get(() => {
    const other = document.createElement('dialog');
    document.body.append(other);
    other.showModal();
    const event = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true });
    document.dispatchEvent(event);
    const is = event.defaultPrevented;
    other.remove();
    const plain = new KeyboardEvent('keydown', { key: 'k', bubbles: true, cancelable: true });
    document.dispatchEvent(plain);
    return [is, plain.defaultPrevented];
  });
  if (taken[0]) report('Ctrl+K', 'is taken over another dialog');
  if (taken[1] || await tab.get((one) => document.querySelector(one).open, dialog)) report('k', 'opens the search alone');
}

// What the checks of the search do with it: open it, ask, and look at what it shows.

/** What everybody asks in these languages: something is found, and a fact answers. */
export const questions = { ja: '点滴 費用', en: 'drip cost' };

export const dialog = '.search-dialog';
export const box = `${dialog} input`;

/** Opens the search over the page that a tab has, by the link at its head. */
export async function open(tab) {
  await tab.tab.click('.search-open');
  await tab.tab.waitForSelector(`${dialog}[open]`);
}

/** Waits until an expression of the page is true; says whether it became so. */
export async function becomes(tab, ask, ...values) {
  return tab.tab.waitForFunction(ask, { timeout: 5000 }, ...values).then(() => true, () => false);
}

/** Puts a query into the box that has the focus, in place of what is there, and waits until it is told how much was found. */
export async function ask(tab, query) {
  await tab.get(() => {
    const field = document.activeElement;
    field.select();
    field.closest('dialog, .search-page').querySelector('[role="status"]').textContent = '';
  });
  await tab.tab.keyboard.sendCharacter(query);
  return becomes(tab, () => document.activeElement.closest('dialog, .search-page').querySelector('[role="status"]').textContent !== '');
}

/** What the search of a tab shows. */
export function shown(tab) {
  return tab.get(() => {
    const root = document.querySelector('.search-dialog[open]') ?? document.querySelector('.search-page');
    const { text, visible } = globalThis.shirubeTest;
    const list = root.querySelector('ul');
    const links = [...list.querySelectorAll('a')].filter(visible);
    return {
      status: text(root.querySelector('[role="status"]')),
      links: links.map((one) => one.href),
      texts: links.map((one) => text(one.closest('li'))),
      answers: list.querySelectorAll('.answer-item').length,
      values: [...list.querySelectorAll('.answer-value')].map(text),
      isAnswerFirst: !list.querySelector('li:not(.answer-item) ~ .answer-item'),
      marked: list.querySelectorAll('mark').length,
      languages: [...new Set([...list.children].map((one) => one.lang))].join(),
      hasWayOn: [...document.querySelectorAll('.search-all, [id="s.all"]')].some(visible),
    };
  });
}

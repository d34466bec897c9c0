import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../markdown/packages.mjs';
import { Tab } from '../tab.mjs';

export const sentence = 'what a reader asks (`questions.json`) is answered, on a telephone of 360 × 740, within two taps from the front page (a link of the menus or the notice, then one of the contents) and one screen';

const questions = JSON.parse(readFileSync(join(root, 'tests', 'browser', 'questions.json'), 'utf8'));

export async function site({ server, browser, report, note }) {
  const tab = await Tab.open(browser, server);
  // Where a page is when it has come to rest, without waiting for it.
  await tab.size(360, 740);
  await tab.emulate({ motion: 'reduce' });
  let answered = 0;
  for (const lang of ['ja', 'en']) {
    for (const question of questions) {
      const wrong = await ask(tab, server, lang, question);
      if (wrong) report(`${lang}: ${question.asks[lang]}`, wrong); else answered += 1;
    }
  }
  note(`${answered} answers`);
  await tab.close();
}

/** What keeps a reader from the answer, if anything does. */
async function ask(tab, server, lang, { page, anchor, answer }) {
  const [path, hash = ''] = page.split('#');
  await tab.tab.goto(`${server.home}${lang}/`, { waitUntil: 'load' });
  const to = new URL(`${server.home}${lang}/${path}/${hash && `#${hash}`}`);
  const links = '.menu a, .status a, .site-footer a';
  if (!await tap(tab, links, to.pathname + to.hash, true)) return `no menu leads to ${page}`;
  if (anchor && !await tap(tab, '.toc a', `${to.pathname}#${anchor}`, false)) return `the contents do not lead to #${anchor}`;
  await tab.settle();
  const top = await tab.tab.evaluate((text) => {
    const holds = (element) => element.textContent.includes(text);
    const main = document.querySelector('main');
    const all = [...main.querySelectorAll('*')].filter((element) => holds(element) && ![...element.children].some(holds));
    // Where the words themselves stand, which may be spread over links and figures.
    const place = (element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      const start = element.textContent.indexOf(text);
      for (let at = 0, node = walker.nextNode(); node; at += node.data.length, node = walker.nextNode()) {
        if (at <= start && start < at + node.data.length) range.setStart(node, start - at);
        const end = start + text.length;
        if (at < end && end <= at + node.data.length) range.setEnd(node, end - at);
      }
      return range.getBoundingClientRect();
    };
    const places = all.map(place).filter((box) => box.height > 0);
    return places.some((box) => box.top >= 0 && box.bottom <= innerHeight) ? undefined : places.map((box) => Math.round(box.top));
  }, answer[lang]);
  if (!top) return '';
  return top.length ? `\`${answer[lang]}\` stands at ${top.join(', ')} px` : `\`${answer[lang]}\` does not stand on the page`;
}

/** Taps the first of the links that leads there, unfolding what it lies in; whether there is one. */
async function tap(tab, links, address, loads) {
  const link = await tab.tab.evaluateHandle((wanted, selector) => {
    const found = [...document.querySelectorAll(selector)].find((one) => one.pathname + one.hash === wanted);
    for (let fold = found?.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    return found ?? null;
  }, address, links);
  const element = link.asElement();
  if (!element) return false;
  await tab.settle();
  await Promise.all([loads ? tab.tab.waitForNavigation({ waitUntil: 'load' }) : undefined, element.click()]);
  return true;
}

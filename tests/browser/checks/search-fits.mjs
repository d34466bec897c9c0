import { axeSource } from '../axe.mjs';
import { ask, dialog, open, questions, shown } from '../search.mjs';

export const touches = true;
export const kinds = ['chapter', 'search'];
export const sentence = 'the open search has what axe asks for in both schemes, nothing that scrolls sideways at 320 px and with text twice as large, no small text, and is not printed; a policy of trusted types stops nothing of it';

const small = (tab) => tab.get((one) => {
  const root = document.querySelector(one);
  const found = [...globalThis.shirubeTest.texts(root)].filter(({ element }) => Number.parseFloat(getComputedStyle(element).fontSize) < 16).map(({ node }) => node.data);
  return found.slice(0, 3).join(', ');
}, tab.page.kind === 'search' ? '.search-page' : dialog);

export async function check(tab, report) {
  const query = questions[tab.page.language];
  const begin = async () => {
    if (tab.page.kind === 'search') await tab.tab.focus('.search-page input');
    else await open(tab);
    await ask(tab, query);
  };
  await tab.go(tab.page);
  await begin();
  await tab.tab.evaluate(axeSource);
  for (const scheme of ['light', 'dark']) {
    for (const width of [1280, 320]) {
      await tab.size(width);
      await tab.emulate({ scheme });
      await tab.settle();
      const violations = await tab.get(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations.map(({ id, help, nodes }) => [nodes[0].target.join(' '), `${id}: ${help}`]));
      for (const [at, what] of violations) report(at, `${what} (${width} ${scheme})`);
    }
  }
  for (const [width, size] of [[320, 1], [360, 2], [1280, 1]]) {
    await tab.size(width);
    await tab.textSize(size);
    await tab.settle();
    const wide = await tab.get((one) => [document.documentElement, ...document.querySelectorAll(`${one}, ${one} *, .search-page, .search-page *`)]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && !/^(input|span|mark|strong|a)$/.test(element.localName))
      .map((element) => globalThis.shirubeTest.name(element)), dialog);
    for (const element of wide) report(element, `scrolls sideways at ${width}, text times ${size}`);
    const low = await tab.get(() => [...document.querySelectorAll('.search-dialog[open] :is(input, button, li > a), .search-page :is(input, button), .search-open')]
      .filter((element) => globalThis.shirubeTest.visible(element)).filter((element) => Math.min(element.offsetHeight, element.offsetWidth) < 44).map((element) => globalThis.shirubeTest.name(element)));
    for (const element of low) report(element, `is less than 44 px at ${width}`);
    const tiny = await small(tab);
    if (tiny) report(tiny, `is less than 16 px at ${width}`);
  }
  await tab.plain(700);
  await tab.emulate({ type: 'print' });
  await tab.settle();
  const printed = await tab.get((one) => [...document.querySelectorAll(`${one}, .search-open, .search-page form`)].filter((element) => getComputedStyle(element).display !== 'none').map((element) => globalThis.shirubeTest.name(element)), dialog);
  for (const element of printed) report(element, 'is printed');

  // Under a policy that stops every text that a script makes into code.
  const answer = async (request) => {
    if (request.resourceType() !== 'document') return request.continue();
    const response = await fetch(request.url());
    return request.respond({ status: 200, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': 'require-trusted-types-for \'script\'' }, body: await response.text() });
  };
  await tab.tab.setRequestInterception(true);
  tab.tab.on('request', answer);
  const said = tab.said.length;
  try {
    await tab.go(tab.page);
    await begin();
    if (!(await shown(tab)).links.length) report(dialog, 'finds nothing under a policy of trusted types');
  } finally {
    tab.tab.off('request', answer);
    await tab.tab.setRequestInterception(false);
  }
  for (const one of new Set(tab.said.slice(said))) report('policy', one);
}

// The open page: loaded again when it has changed, with its place; stylesheets swapped; the server gone and back.

import assert from 'node:assert/strict';
import { html, wait } from './tab.mjs';

const words = 'Some words of it. '.repeat(12);
const paragraphs = (from, to) => Array.from({ length: to - from }, (_, index) => `<p>Paragraph ${from + index}. ${words}</p>`).join('\n');
const chapters = (before) => html({ title: 'Long', head: '<link rel="stylesheet" href="/long.css">', body: `<h1>Long</h1>
${before}
<details><summary>Open me</summary><p>Inside.</p></details>
${paragraphs(0, 12)}
<h2 id="second">Second</h2>
${paragraphs(12, 30)}
<pre id="code" tabindex="0">${'a very long line '.repeat(60)}</pre>
${paragraphs(30, 40)}` });

const loads = (tab) => tab.get(() => performance.getEntriesByType('navigation')[0].type);

export const page = {
  async 'an edit above what is read loads the page again and leaves the place alone'(tab, mock) {
    mock.files.set('/long.css', { body: 'pre { overflow: auto; }' });
    mock.pages.set('/a/', { html: chapters('') });
    await tab.go('/a/');
    await tab.get(() => {
      document.querySelector('details').open = true;
      document.querySelector('#code').scrollLeft = 150;
      document.querySelector('#code').focus({ preventScroll: true });
      scrollTo(0, document.querySelector('#second').getBoundingClientRect().top + scrollY - 90);
    });
    const top = () => tab.get(() => Math.round(document.querySelector('#second').getBoundingClientRect().top));
    assert.equal(await top(), 90);
    mock.pages.get('/a/').html = chapters(paragraphs(100, 105));
    mock.change();
    await tab.until(() => document.body.textContent.includes('Paragraph 104') && document.readyState === 'complete');
    await wait(500);
    assert.equal(await loads(tab), 'reload');
    assert.equal(await top(), 90);
    assert.deepEqual(await tab.get(() => [document.querySelector('details').open, document.querySelector('#code').scrollLeft, document.activeElement.id]),
      [true, 150, 'code']);
    assert.equal(await tab.get(() => history.scrollRestoration), 'auto');
    assert.deepEqual(await tab.get(() => Object.keys(sessionStorage).filter((key) => key.startsWith('shirube-place'))), []);
  },

  async 'an edit of the very paragraph that is read keeps those around it'(tab, mock) {
    mock.files.set('/long.css', { body: 'pre { overflow: auto; }' });
    mock.pages.set('/a/', { html: chapters('') });
    await tab.go('/a/');
    await tab.get(() => scrollTo(0, document.querySelector('#second').getBoundingClientRect().top + scrollY + 40));
    const below = () => tab.get(() => {
      const found = [...document.querySelectorAll('p')].find((p) => p.textContent.startsWith('Paragraph 14.'));
      return Math.round(found.getBoundingClientRect().top);
    });
    const before = await below();
    mock.pages.get('/a/').html = chapters('<p>One more.</p>').replace('Paragraph 12.', 'Paragraph twelve.');
    mock.change();
    await tab.until(() => document.body.textContent.includes('Paragraph twelve') && document.readyState === 'complete');
    await wait(100);
    assert.equal(await below(), before);
  },

  async 'a page that is the same is left alone'(tab, mock) {
    mock.pages.set('/a/', { html: html({ body: '<h1>Same</h1>' }) });
    await tab.go('/a/');
    await tab.get(() => { document.body.dataset.mine = 'yes'; });
    mock.change({ warnings: 3 });
    await tab.says('.pill', '3 warnings');
    assert.equal(await tab.get(() => document.body.dataset.mine), 'yes');
  },

  async 'a stylesheet is swapped, and the old one stays until the new one is there'(tab, mock) {
    const link = (name) => `<link rel="stylesheet" href="/${name}.css">`;
    const styled = (hash) => html({ head: link(`site.${hash}`) + link('other'), body: '<h1>Styled</h1>' });
    mock.files.set('/other.css', { body: 'h1 { font-style: italic; }' });
    mock.files.set('/site.00000001.css', { body: 'h1 { color: rgb(1, 1, 1); }' });
    let come;
    mock.files.set('/site.00000002.css', { body: 'h1 { color: rgb(2, 2, 2); }', wait: new Promise((done) => { come = done; }) });
    mock.files.set('/site.00000003.css', { body: 'h1 { color: rgb(3, 3, 3); }' });
    mock.pages.set('/a/', { html: styled('00000001') });
    await tab.go('/a/');
    await tab.get(() => { document.body.dataset.mine = 'yes'; });
    const look = () => tab.get(() => [getComputedStyle(document.querySelector('h1')).color, document.querySelectorAll('link[rel=stylesheet]').length]);
    mock.pages.get('/a/').html = styled('00000002');
    mock.change();
    await tab.until(() => document.querySelectorAll('link[rel=stylesheet]').length === 3);
    assert.deepEqual(await look(), ['rgb(1, 1, 1)', 3]);
    come();
    await tab.until(() => document.querySelectorAll('link[rel=stylesheet]').length === 2);
    assert.deepEqual(await look(), ['rgb(2, 2, 2)', 2]);
    mock.pages.get('/a/').html = styled('00000003');
    mock.change();
    await tab.until(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(3, 3, 3)');
    await tab.until(() => document.querySelectorAll('link[rel=stylesheet]').length === 2);
    assert.equal(await tab.get(() => document.body.dataset.mine), 'yes');
    assert.deepEqual(await tab.get(() => [...document.styleSheets].map((sheet) => new URL(sheet.href).pathname)), ['/site.00000003.css', '/other.css']);
  },

  async 'a page that never comes to be what the server says is not loaded for ever'(tab, mock) {
    mock.pages.set('/a/', { html: html({ body: '<h1>Stubborn</h1>' }), told: { digest: 'ffff', frame: 'ffff' } });
    await tab.tab.goto(`${mock.origin}/a/`);
    await wait(1500);
    const asked = mock.asked.length;
    assert.ok(asked <= 5, `asked ${asked} times`);
    await wait(400);
    assert.equal(mock.asked.length, asked);
  },

  async 'an answer that another has overtaken is not listened to'(tab, mock) {
    mock.pages.set('/a/', { html: html({ body: '<h1>First</h1>' }) });
    await tab.go('/a/');
    mock.delay = 300;
    mock.pages.get('/a/').told = { digest: 'ffff', frame: 'ffff' };
    mock.change();
    await wait(100);
    mock.pages.get('/a/').told = {};
    mock.change();
    await wait(900);
    assert.equal(await loads(tab), 'navigate');
    assert.equal(mock.asked.length, 3);
  },

  async 'a server that is gone is told of, and when it is back the page follows'(tab, mock) {
    mock.pages.set('/a/', { html: html({ body: '<h1>Before</h1>' }) });
    await tab.go('/a/');
    await tab.says('.pill', 'No problems');
    const { port } = mock;
    await mock.stop();
    await tab.says('.pill', 'Connection lost');
    mock.pages.get('/a/').html = html({ body: '<h1>After</h1>' });
    await mock.start(port);
    await tab.until(() => document.querySelector('h1').textContent === 'After');
    await tab.says('.pill', 'No problems');
    // A browser says by itself that nobody answered.
    assert.ok(tab.said.every((line) => /ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/.test(line)), tab.said.join('\n'));
    tab.said.length = 0;
  },

  async 'a page that nobody sees holds no connection, and catches up when it is seen'(tab, mock) {
    mock.pages.set('/a/', { html: html({ body: '<h1>Before</h1>' }) });
    await tab.go('/a/');
    const turn = (hidden) => tab.get((is) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => is });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await turn(true);
    await wait(100);
    assert.equal(mock.streams.size, 0);
    mock.pages.get('/a/').html = html({ body: '<h1>After</h1>' });
    mock.change();
    await turn(false);
    await tab.until(() => document.querySelector('h1').textContent === 'After');
    await tab.says('.pill', 'No problems');
    assert.equal(mock.streams.size, 1);
  },

  async 'a page that could never be rendered shows its mistakes, and comes when they are mended'(tab, mock) {
    const mistake = { code: 'syntax', level: 'error', file: 'a.md', line: 1, column: 1, message: 'wrong', help: null, here: true };
    const told = { broken: true, diagnostics: [mistake] };
    mock.pages.set('/a/', { html: undefined, told });
    mock.state.errors = 1;
    await tab.go('/a/');
    await tab.says('.broken[open]', 'wrong');
    mock.pages.set('/a/', { html: html({ body: '<h1>Mended</h1>' }) });
    mock.change({ errors: 0 });
    await tab.until(() => document.querySelector('h1')?.textContent === 'Mended');
    await tab.says('.pill', 'No problems');
    assert.equal(await tab.get(() => document.querySelector('shirube-bar').shadowRoot.querySelector('.broken').open), false);
  },
};

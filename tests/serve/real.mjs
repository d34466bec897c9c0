// The way of an editor with the server itself: a copy of the guide is served, edited, broken and mended, with a page of it open.
//
//   node tests/serve/real.mjs [PROGRAM]
//
// The program is target/debug/shirube if none is named. The status is 1 if anything was not as it should be.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load, root } from '../markdown/packages.mjs';
import { Tab, wait } from './tab.mjs';

const program = process.argv[2] ?? join(root, 'target', 'debug', 'shirube');
const site = mkdtempSync(join(tmpdir(), 'shirube-serve-'));
for (const part of ['content', 'locales', 'site.toml', join('static', 'theme', 'theme.css')]) {
  mkdirSync(dirname(join(site, part)), { recursive: true });
  cpSync(join(root, part), join(site, part), { recursive: true });
}

const file = (path) => join(site, path);
const edit = (path, from, to) => {
  const text = readFileSync(file(path), 'utf8');
  assert.ok(text.includes(from), `${path} has no ${from}`);
  writeFileSync(file(path), text.replace(from, to));
};

let server;
/** Starts the server, and comes back with the address that its first line has. */
const start = (port) => new Promise((settle, fail) => {
  const env = { ...process.env, SHIRUBE_EDIT_URL: 'vscode://file{file}:{line}:{column}' };
  server = spawn(program, ['serve', '--root', site, '--port', String(port)], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  server.on('exit', () => fail(new Error(`the server ended: ${text}`)));
  server.stdout.on('data', (data) => {
    text += data;
    const found = /http:\/\/\S+/.exec(text);
    if (found) settle(new URL(found[0]));
  });
});
const stop = () => new Promise((done) => {
  server.removeAllListeners('exit');
  server.on('exit', done);
  server.kill('SIGINT');
});

const home = await start(0);
const puppeteer = await load('puppeteer-core', 'serve');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const tab = await Tab.open(browser, { origin: home.origin });
const at = (path) => home.pathname + path;
const isOverlaid = () => tab.get(() => document.querySelector('shirube-bar').shadowRoot.querySelector('.broken').open);
const cost = 'content/guide/cost.ja.md';

const steps = {
  async 'the bar knows the page'() {
    await tab.go(at('ja/guide/cost/'));
    await tab.says('.pill', 'No problems');
    await tab.click('.pill');
    for (const text of [cost, 'This is the original.', 'English', 'Up to date']) await tab.says('.panel', text);
    await tab.says('.panel', 'would publish the site');
    await tab.click('details:nth-of-type(3) summary');
    await tab.says('.facts', 'by-method.drip.cost');
    const links = await tab.get(() => [...document.querySelector('shirube-bar').shadowRoot.querySelectorAll('.panel a')].map((link) => link.href));
    assert.ok(links.some((link) => link.startsWith('vscode://file/') && link.endsWith(`${cost}:1:1`)), links.join('\n'));
    assert.ok(links.includes(new URL(at('en/guide/cost/'), home).href), links.join('\n'));
  },

  async 'an edit is seen, and the place is kept'() {
    const id = 'own-plan';
    const top = () => tab.get((of) => Math.round(document.getElementById(of).getBoundingClientRect().top), id);
    await tab.get((of) => scrollTo({ top: document.getElementById(of).getBoundingClientRect().top + scrollY - 120, behavior: 'instant' }), id);
    assert.equal(await top(), 120);
    edit(cost, '## 費用の目安', 'この段落は新しく、上に入りました。\n\n## 費用の目安');
    await tab.until(() => document.body.textContent.includes('この段落は新しく') && document.readyState === 'complete');
    await wait(500);
    // Pages scroll by whole pixels, and lines of text are not as high as that.
    assert.ok(Math.abs(await top() - 120) <= 1, `the heading stands at ${await top()}`);
  },

  async 'a style is swapped in'() {
    await tab.get(() => { document.body.dataset.mine = 'yes'; });
    edit('static/theme/theme.css', ':root {', 'h1 { color: rgb(1, 2, 3) !important; }\n:root {');
    await tab.until(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)');
    assert.equal(await tab.get(() => document.body.dataset.mine), 'yes');
  },

  async 'a mistake lies over the last good page, other pages go on, and it goes when it is mended'() {
    edit(cost, 'fact:by-method.drip.cost', 'fact:by-method.dripp.cost');
    await tab.says('.broken[open]', 'there is no fact by-method.dripp.cost');
    assert.ok((await tab.texts('.broken mark'))[0].endsWith('(fact:by-method.dripp.cost)'));
    assert.ok(await tab.get(() => document.body.textContent.includes('この段落は新しく')));
    await tab.go(at('ja/about/'));
    await wait(300);
    assert.equal(await isOverlaid(), false);
    await tab.go(at('ja/guide/cost/'));
    await tab.says('.broken[open]', 'there is no fact by-method.dripp.cost');
    edit(cost, 'fact:by-method.dripp.cost', 'fact:by-method.drip.cost');
    await tab.until(() => document.querySelector('shirube-bar')?.shadowRoot.querySelector('.broken').open === false);
    // The translation is older than its original now.
    await tab.says('.pill', 'Site 1 warning');
  },

  async 'a page that begins to be there comes by itself, and goes again'() {
    await tab.tab.goto(new URL(at('ja/guide/new/'), home).href);
    await tab.until(() => Boolean(document.querySelector('shirube-bar')));
    writeFileSync(file('content/guide/new.ja.md'), '+++\ntitle = "新しいページ"\n+++\n\n本文です。\n');
    await tab.until(() => document.querySelector('h1')?.textContent.includes('新しい'));
    renameSync(file('content/guide/new.ja.md'), file('content/guide/other.ja.md'));
    await tab.until(() => !document.querySelector('h1')?.textContent.includes('新しい'));
    rmSync(file('content/guide/other.ja.md'));
    tab.said = tab.said.filter((line) => !line.includes('404'));
  },

  async 'the check finds nothing in the guide'() {
    await tab.go(at('ja/guide/cost/'));
    await tab.says('.panel', 'Check accessibility');
    await tab.click('.fold > button');
    await tab.says('.findings', 'Nothing was found.');
    // That the user has no axe-core is said with a status.
    tab.said = tab.said.filter((line) => !line.includes('404'));
  },

  async 'a server that ends and begins again is followed'() {
    await stop();
    await tab.says('.pill', 'Connection lost');
    edit(cost, 'この段落は新しく', 'この段落はもう古く');
    const again = await start(home.port);
    assert.equal(again.port, home.port);
    await tab.until(() => document.body.textContent.includes('この段落はもう古く'));
    await tab.says('.pill', 'Site 1 warning');
    tab.said = tab.said.filter((line) => !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/.test(line));
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    assert.deepEqual(tab.said, [], 'the page says something to the console');
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
    tab.said = [];
  }
}
await browser.close();
await stop();
rmSync(site, { recursive: true });
console.log(failed ? `${failed} failed` : 'all passed');
process.exitCode = failed ? 1 : 0;

// The bar and the overlay: what they say, how they are used, and that they and the page leave each other alone.

import assert from 'node:assert/strict';
import { html, wait } from './tab.mjs';

const fact = {
  code: 'unknown-fact', level: 'error', file: 'content/cost.ja.md', line: 19, column: 6, message: 'there is no fact `drip.<b>cost</b>`',
  help: 'did you mean `drip`?', here: true, edit: 'vscode://file/site/content/cost.ja.md:19:6',
  snippet: `error[unknown-fact]: there is no fact \`by-method.dripp.cost\`
  --> content/cost.ja.md:19:6
   |
19 | - 点滴：[5〜10万円](fact:by-method.dripp.cost)は目安です
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: did you mean \`drip\`?
`,
};
const stale = {
  code: 'stale-translation', level: 'warning', file: 'content/cost.en.md', line: 3, column: 19, message: 'the original has changed', help: null, here: true,
  edit: "javascript:document.title='run'",
  snippet: `  |
3 | translated_from = "9ef0"
  |                   ^^^^^^
  |
 ::: content/cost.ja.md:1:1
  |
1 | +++
  | - the original
`,
};
const unused = {
  code: 'unused-file', level: 'warning', file: 'static/a.png', line: 1, column: 1, message: 'nothing shows it', help: null, here: false, edit: null,
};
const told = {
  diagnostics: [fact, stale, unused],
  page: {
    name: 'cost', file: 'content/cost.en.md', edit: 'https://example.org/edit?file=cost.en.md', lang: 'en', draft: true, waits: '2026-12-01', expired: null,
    translation: { state: 'stale', of: 'ja', others: [
      { lang: 'ja', name: '日本語', state: 'original', url: '/ja/cost/' }, { lang: 'de', name: 'Deutsch', state: 'missing', url: null },
      { lang: 'fr', name: 'Français', state: 'current', url: 'https://elsewhere.example/fr/' },
    ] },
    facts: [
      {
        id: 'drip.cost', text: '50,000 yen', file: 'facts.toml', line: 12, edit: 'vscode://file/facts.toml:12',
        sources: ['mhlw2024', 'b'], evidence: 'survey',
      },
      { id: 'drip.time', text: '30 minutes', file: 'facts.toml', line: 13, edit: null, sources: [], evidence: null },
    ],
  },
};
const plain = html({ body: '<h1>Plain</h1><p><a href="/b/">First link</a> in a text, and <a href="/c/">another</a>.</p>' });

const shown = (tab, selector) => tab.get((from) => {
  const found = document.querySelector('shirube-bar').shadowRoot.querySelector(from);
  return Boolean(found?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && found.getClientRects().length);
}, selector);

/** The roles and names that assistive technology gets of a part of the bar. */
const heard = async (tab, selector) => {
  const handle = await tab.tab.evaluateHandle((from) => document.querySelector('shirube-bar').shadowRoot.querySelector(from), selector);
  const all = [];
  const walk = (node) => {
    all.push(`${node.role}: ${node.name ?? ''}`);
    for (const child of node.children ?? []) walk(child);
  };
  walk(await tab.tab.accessibility.snapshot({ root: handle, interestingOnly: false }));
  return all;
};

export const bar = {
  async 'the bar says what is known of the page'(tab, mock) {
    mock.pages.set('/a/', { html: plain, told });
    Object.assign(mock.state, { errors: 2, warnings: 5, swept: false });
    await tab.go('/a/');
    assert.equal(await shown(tab, '.panel'), false);
    await tab.says('.pill', 'Shirube: This page 1 error 1 warning Draft Waiting Stale translation');
    await tab.click('.pill');
    assert.equal(await shown(tab, '.panel'), true);
    for (const text of ['content/cost.en.md', 'A draft', 'before December 1, 2026', 'would publish nothing', 'nothing shows it', 'did you mean drip?',
      'Translated from Japanese', 'Français', '2 errors, 5 warnings']) await tab.says('.panel', text);
    await tab.click('details:nth-of-type(3) summary');
    for (const text of ['50,000 yen', 'drip.cost', 'Sources: mhlw2024, b', 'Evidence: survey', 'no source']) await tab.says('.facts', text);
    // What comes with the page is text, whatever it looks like.
    await tab.says('.message', 'there is no fact drip.<b>cost</b>');
    // What a caret points at in a terminal is what is marked.
    assert.deepEqual(await tab.texts('.snippet mark'), ['[5〜10万円](fact:by-method.dripp.cost)', '"9ef0"', '+']);
    assert.deepEqual(await tab.texts('.snippet .note'), ['content/cost.ja.md:1:1', 'the original']);
  },

  async 'marks are those of the terminal, whatever stands before them'(tab, mock) {
    const shows = (number, line, marks) => ({ ...unused, line: number, here: true, snippet: `   |\n${number} | ${line}\n   | ${marks}\n` });
    const diagnostics = [
      shows(10, '漢字かなｶﾅ「」 x', '               ^'), shows(11, 'e\u0301a x', '  ^'), shows(12, '... = "abc...xyz"', '      ^^^^...^^^^'),
      shows(13, '😀 x', '   ^ here it is'), shows(14, '', '^'),
    ];
    mock.pages.set('/a/', { html: plain, told: { diagnostics } });
    await tab.go('/a/');
    await tab.click('.pill');
    await tab.says('.panel', 'here it is');
    assert.deepEqual(await tab.texts('.snippet mark'), ['x', ' ', '"abc...xyz"', 'x']);
    assert.deepEqual(await tab.texts('.snippet .number'), ['10', '11', '12', '13']);
  },

  async 'a text that stands in says from where, as far as that is told'(tab, mock) {
    const of = (others) => ({ page: { ...told.page, draft: false, waits: null, translation: { state: 'stands-in', of: null, others } } });
    mock.pages.set('/a/', { html: plain, told: of([{ lang: 'ja', name: '日本語', state: 'original', url: '/ja/' }]) });
    await tab.go('/a/');
    await tab.says('.pill', 'No problems Text of another language');
    await tab.click('.pill');
    await tab.says('.panel .marks', 'the text in Japanese stands in for it');
    mock.pages.get('/a/').told = of([]);
    mock.change();
    await tab.says('.panel .marks', 'the text in another language stands in for it');
  },

  async 'the bar is open after a reload if it was, and says that other pages are still looked at'(tab, mock) {
    mock.pages.set('/a/', { html: plain });
    mock.state.swept = false;
    await tab.go('/a/');
    await tab.click('.pill');
    await tab.says('.panel', 'still being looked at');
    mock.pages.get('/a/').html = plain.replace('Plain', 'Changed');
    mock.change({ swept: true });
    await tab.until(() => document.querySelector('h1').textContent === 'Changed');
    await tab.says('.panel', 'would publish the site');
    assert.equal(await shown(tab, '.panel'), true);
  },

  async 'in a browser that speaks Japanese it is Japanese'(tab, mock) {
    await tab.speak('ja-JP');
    mock.pages.set('/a/', { html: plain, told: { ...told, broken: true } });
    Object.assign(mock.state, { errors: 1, warnings: 2 });
    await tab.go('/a/');
    await tab.says('.broken[open]', 'いまの内容ではページを作れません');
    await tab.says('.broken', '直し方：did you mean');
    await tab.press('Escape');
    await tab.says('.pill', 'このページ エラー 1 件 警告 1 件 下書き 公開待ち 翻訳が古い');
    assert.equal(await tab.get(() => document.querySelector('shirube-bar').shadowRoot.querySelector('.screen').lang), 'ja');
  },

  async 'links are those of the server, and none of them runs anything'(tab, mock) {
    mock.pages.set('/a/', { html: plain, told });
    await tab.go('/a/');
    await tab.click('.pill');
    await tab.click('details:nth-of-type(3) summary');
    assert.deepEqual(await tab.get(() => [...document.querySelector('shirube-bar').shadowRoot.querySelectorAll('.panel a')]
      .map((link) => [link.getAttribute('href').replace(location.origin, ''), link.target, link.rel])), [
      ['https://example.org/edit?file=cost.en.md', '_blank', 'noopener noreferrer'],
      ['vscode://file/site/content/cost.ja.md:19:6', '', 'noopener noreferrer'],
      ['/ja/cost/', '', ''],
      ['vscode://file/facts.toml:12', '', 'noopener noreferrer'],
    ]);
  },

  async 'a mistake lies over the last good page, is put aside by Escape, and goes when it is mended'(tab, mock) {
    mock.pages.set('/a/', { html: plain });
    await tab.go('/a/');
    await tab.get(() => { document.body.dataset.mine = 'yes'; document.querySelector('a').focus(); });
    mock.pages.get('/a/').told = { broken: true, diagnostics: [fact, stale] };
    mock.change({ errors: 1 });
    await tab.says('.broken[open]', 'content/cost.ja.md:19:6');
    await tab.says('.broken', 'the original has changed', false);
    assert.equal(await tab.focused(), 'bar button Close');
    assert.deepEqual((await heard(tab, '.broken')).slice(0, 1), ['alertdialog: This page does not build']);
    assert.equal(await shown(tab, '.broken [aria-live] .diagnostics'), true);
    // Tab stays inside.
    for (const expected of ['bar div Problems', 'bar a Edit content/cost.ja.md:19']) {
      await tab.press('Tab');
      assert.equal(await tab.focused(), expected);
    }
    await tab.press('Escape');
    await tab.until(() => !document.querySelector('shirube-bar').shadowRoot.querySelector('.broken').open);
    assert.equal(await tab.focused(), 'page a First link');
    // The same mistakes: it was put aside. Another one: it is there again.
    mock.change();
    await wait(200);
    assert.equal(await shown(tab, '.broken'), false);
    mock.pages.get('/a/').told = { broken: true, diagnostics: [{ ...fact, message: 'something else' }] };
    mock.change();
    await tab.says('.broken[open]', 'something else');
    mock.pages.get('/a/').told = {};
    mock.change({ errors: 0 });
    await tab.until(() => !document.querySelector('shirube-bar').shadowRoot.querySelector('.broken').open);
    assert.equal(await tab.focused(), 'page a First link');
    assert.equal(await tab.get(() => document.body.dataset.mine), 'yes');
    // What was put aside and mended is shown when it comes back.
    mock.pages.get('/a/').told = { broken: true, diagnostics: [fact] };
    mock.change({ errors: 1 });
    await tab.says('.broken[open]', 'content/cost.ja.md:19:6');
    await tab.click('.broken button');
    await tab.until(() => !document.querySelector('shirube-bar').shadowRoot.querySelector('.broken').open);
  },

  async 'everything is reached and left by the keyboard, in the order in which it is seen'(tab, mock) {
    mock.pages.set('/a/', { html: plain, told });
    await tab.go('/a/');
    await tab.says('.pill', 'Draft');
    const order = [];
    for (let step = 0; step < 3; step += 1) {
      await tab.press('Tab');
      order.push(await tab.focused());
    }
    assert.deepEqual(order.slice(0, 2), ['page a First link', 'page a another']);
    assert.match(order[2], /^bar button Shirube: This page/);
    await tab.press('Enter');
    const inside = [];
    for (let step = 0; step < 8; step += 1) {
      await tab.press('Tab');
      inside.push((await tab.focused()).replace(/^(bar summary \S+).*/, '$1'));
    }
    assert.deepEqual(inside, ['bar a Edit content/cost.en.md', 'bar button Close', 'bar summary Problems', 'bar a Edit content/cost.ja.md:19',
      'bar summary Translation', 'bar a 日本語', 'bar summary Facts', 'bar summary Accessibility']);
    await tab.press('Escape');
    assert.match(await tab.focused(), /^bar button Shirube/);
    assert.equal(await shown(tab, '.panel'), false);
  },

  async 'the focus stays where it was when what is told changes around it'(tab, mock) {
    mock.pages.set('/a/', { html: plain, told });
    await tab.go('/a/');
    await tab.click('.pill');
    for (let step = 0; step < 4; step += 1) await tab.press('Tab');
    assert.equal(await tab.focused(), 'bar a Edit content/cost.ja.md:19');
    mock.pages.get('/a/').told = { ...told, diagnostics: [unused, { ...fact, message: 'said otherwise' }] };
    mock.change();
    await tab.says('.panel', 'said otherwise');
    assert.equal(await tab.focused(), 'bar a Edit content/cost.ja.md:19');
    mock.pages.get('/a/').told = { ...told, diagnostics: [] };
    mock.change();
    await tab.says('.panel', 'said otherwise', false);
    assert.match(await tab.focused(), /^bar summary Problems/);
  },

  async 'what can be used has a name and is large enough'(tab, mock) {
    mock.pages.set('/a/', { html: plain, told });
    await tab.go('/a/');
    await tab.click('.pill');
    await tab.click('details:nth-of-type(3) summary');
    const all = await heard(tab, '.screen');
    assert.equal(all[0], 'region: Shirube, for editors');
    assert.deepEqual(all.filter((line) => /^(button|link|DisclosureTriangle|heading|region|list): $/.test(line) && !line.startsWith('list')), []);
    assert.ok(all.includes('link: Edit content/cost.ja.md:19'), all.join('\n'));
    const small = await tab.get(() => [...document.querySelector('shirube-bar').shadowRoot.querySelectorAll('button, summary')]
      .map((one) => one.getBoundingClientRect()).filter((box) => box.width && (box.width < 24 || box.height < 24)).length);
    assert.equal(small, 0);
  },

  async 'nothing sticks out of a window of 320 px'(tab, mock) {
    await tab.size(320, 600);
    mock.pages.set('/a/', { html: plain, told: { ...told, broken: true, diagnostics: [{ ...fact, file: `${'folder/'.repeat(20)}a.md` }, stale, unused] } });
    await tab.go('/a/');
    await tab.says('.broken[open]', 'folder');
    const wide = (selector) => tab.get((from) => {
      const part = document.querySelector('shirube-bar').shadowRoot.querySelector(from);
      const box = part.getBoundingClientRect();
      return [box.left >= 0 && box.right <= 320 && box.top >= 0 && box.bottom <= 600, part.scrollWidth <= part.clientWidth,
        [...part.querySelectorAll('*')].filter((one) => one.getClientRects().length && one.getBoundingClientRect().right > box.right + 0.5)
          .map((one) => one.outerHTML)];
    }, selector);
    assert.deepEqual(await wide('.broken'), [true, true, []]);
    await tab.press('Escape');
    await tab.click('.pill');
    await tab.click('details:nth-of-type(3) summary');
    assert.deepEqual(await wide('.panel'), [true, true, []]);
    assert.deepEqual(await wide('.pill'), [true, true, []]);
    assert.equal(await tab.get(() => document.documentElement.scrollWidth), 320);
  },

  async 'styles of the page do not reach the bar, and the bar changes nothing of the page'(tab, mock) {
    const hostile = `* { display: none !important; color: red !important; font-size: 40px !important; }
      html, head ~ body, h1, p { display: block !important; } html > * { opacity: .1; transform: rotate(20deg); pointer-events: none; }
      :root { font-size: 4px; --paper: red; } html > :last-child { margin-top: 900px; } button { width: 900px; }`;
    mock.files.set('/hostile.css', { body: hostile });
    mock.pages.set('/a/', { html: html({ head: '<link rel="stylesheet" href="/hostile.css">', body: '<h1>Hostile</h1><p>Text</p>' }), told });
    await tab.go('/a/');
    await tab.says('.pill', 'Draft');
    assert.equal(await shown(tab, '.pill'), true);
    const box = await tab.get(() => {
      const pill = document.querySelector('shirube-bar').shadowRoot.querySelector('.pill');
      const { right, bottom, height } = pill.getBoundingClientRect();
      return { right: innerWidth - right, bottom: innerHeight - bottom, height, size: getComputedStyle(pill).fontSize };
    });
    assert.ok(box.right < 20 && box.bottom < 20 && box.height < 60 && box.size === '14px', JSON.stringify(box));
    await tab.click('.pill');
    assert.equal(await shown(tab, '.panel'), true);
  },

  async 'no globals, no layout, no keys of the page, nothing on paper'(tab, mock) {
    mock.pages.set('/a/', { html: plain, told });
    mock.files.set('/bare.html', { body: plain });
    const measure = () => tab.get(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { globals: Object.getOwnPropertyNames(window).sort(), scrollWidth, scrollHeight, body: document.body.getBoundingClientRect().height };
    });
    await tab.tab.goto(`${mock.origin}/bare.html`);
    const before = await measure();
    await tab.go('/a/');
    await tab.says('.pill', 'Draft');
    assert.deepEqual(await measure(), before);
    await tab.get(() => {
      document.body.dataset.keys = '';
      addEventListener('keydown', (event) => { document.body.dataset.keys += `${event.key}${event.defaultPrevented ? '!' : ''} `; });
    });
    for (const key of ['Escape', 'e', '/', 'Enter', 'ArrowDown']) await tab.press(key);
    assert.equal(await tab.get(() => document.body.dataset.keys), 'Escape e / Enter ArrowDown ');
    await tab.tab.emulateMediaType('print');
    assert.equal(await tab.get(() => getComputedStyle(document.querySelector('shirube-bar')).display), 'none');
    assert.equal(await shown(tab, '.pill'), false);
    await tab.tab.emulateMediaType('screen');
    assert.equal(await shown(tab, '.pill'), true);
  },
};

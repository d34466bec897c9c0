// The accessibility check: every rule finds what was planted for it, and nothing on a page that is well made.

import assert from 'node:assert/strict';
import { html } from './tab.mjs';

const dot = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
const picture = `src="${dot}"`;

const clean = html({ body: `<a href="#main">Skip to the text</a>
<main id="main"><h1>A page</h1>
<p>Text with <a href="/x/">a link</a>, <code>テスト</code> and <span lang="ja">ひらがな</span>.</p>
<h2>Section</h2><h3>Part</h3><h2>Section again</h2>
<p><img ${picture} alt=""> A picture that says nothing.</p>
<form><label for="f">Name</label> <input id="f"> <label><input type="checkbox"> Yes</label> <button type="button">Send</button></form>
<div class="scrolls" tabindex="0" role="group" aria-label="Wide"><div class="wide">wide</div></div>
<details><summary>More of it</summary><p>Text.</p></details></main>` , head: '<link rel="stylesheet" href="/clean.css">' });
const cleanStyle = 'body { background: #fff; color: #222; } a { color: #00458b; } .scrolls { overflow-x: auto; } .wide { width: 900px; }'
  + ' button { min-height: 30px; background: #eee; color: #111; } summary { padding: 4px; }';

/** Each group of findings, as `name: selector`. */
const run = async (tab) => {
  await tab.click('.pill');
  await tab.says('.panel', 'Check accessibility');
  await tab.click('.fold > button');
  await tab.until(() => document.querySelector('shirube-bar').shadowRoot.querySelector('.findings').children.length > 0);
  return tab.get(() => Object.fromEntries([...document.querySelector('shirube-bar').shadowRoot.querySelectorAll('.findings > div')].map((group) => [
    group.querySelector('h3').textContent,
    [...group.querySelectorAll('.finding')].map((one) => [...one.querySelectorAll('span')].filter((part) => !part.matches('.soft'))
      .map((part) => part.textContent).join(' | ')),
  ])));
};
const open = async (tab, mock, page, style = '') => {
  mock.files.set('/clean.css', { body: cleanStyle + style });
  mock.pages.set('/a/', { html: page });
  await tab.go('/a/');
};
const planted = (body, head = '') => html({ head: `<link rel="stylesheet" href="/clean.css">${head}`, body });

export const check = {
  async 'a page that is well made has nothing, and the bar is not looked at'(tab, mock) {
    await open(tab, mock, clean);
    assert.deepEqual(await run(tab), {});
    await tab.says('.findings', 'Nothing was found.');
    // The frame in which it was measured is gone, and was no second page for the server.
    assert.equal(await tab.get(() => document.querySelector('shirube-bar').shadowRoot.querySelectorAll('iframe').length), 0);
    assert.equal(mock.asked.length, 1);
    assert.equal(mock.streams.size, 1);
  },

  async 'contrast'(tab, mock) {
    await open(tab, mock, planted(`<h1>Contrast</h1><p id="bad">Grey on white</p><p id="good">Dark on white</p><p id="large">Large grey</p>
      <div id="tinted"><p id="through">Seen through</p></div><div id="faded"><p id="half">Faded</p></div><div id="picture"><p id="over">Over a picture</p></div>
      <p id="modern">In another space</p><button id="off" disabled>Off</button><p id="hidden">Hidden</p><p id="dots">· · ·</p>
      <input id="hint" aria-label="Hint" placeholder="Hint">`), `
      #bad { color: #888; } #good { color: #555; } #large { color: #888; font-size: 24px; }
      #tinted { background: rgb(0 0 0 / .5); } #through { color: #fff; }
      #faded { opacity: .4; } #picture { background-image: url(${dot}); } #modern { color: oklch(75% .1 200); } #off { color: #aaa; }
      #hidden { color: #fff; visibility: hidden; } #dots { color: #eee; } #hint::placeholder { color: #aaa; }`);
    const found = (await run(tab))['Contrast (WCAG 1.4.3)'];
    assert.deepEqual(found.map((line) => line.split(' | ').at(-1)).sort(), ['#bad', '#half', '#hint', '#modern', '#over', '#through']);
    assert.ok(found.includes('3.54:1 where 4.5:1 is needed: “Grey on white” | #bad'), found.join('\n'));
    assert.ok(found.some((line) => /^Look: Contrast cannot be told.*#over$/.test(line)));
    await tab.says('.findings', '5 faults, 1 to look at');
  },

  async 'contrast in the dark'(tab, mock) {
    await tab.tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    mock.files.set('/dark.css', { body: '#bad { color: #444; }' });
    await open(tab, mock, html({ body: '<h1>Dark</h1><p class="plain">As the browser has it</p><p id="bad">Too dark</p>',
      head: '<meta name="color-scheme" content="light dark"><link rel="stylesheet" href="/dark.css">' }));
    assert.deepEqual(Object.values(await run(tab)).flat().map((line) => line.split(' | ').at(-1)), ['#bad']);
  },

  async 'target size'(tab, mock) {
    await open(tab, mock, planted(`<h1>Targets</h1><p>A <a href="/1/" class="tiny">link</a> and <a href="/2/" class="tiny">one more</a> in a text.</p>
      <div class="row"><a id="first" class="box" href="/3/">A</a><a id="second" class="box" href="/4/">B</a></div>
      <div class="row apart"><a class="box" href="/5/">C</a><a class="box" href="/6/">D</a></div>
      <div class="row"><a class="box wide-hit" href="/7/">E</a><a class="box wide-hit" href="/8/">F</a></div>
      <label><input type="checkbox"> One</label><label><input type="checkbox"> Two</label>`), `
      .tiny { font-size: 12px; } .row { display: flex; margin: 40px; }
      .box { display: block; width: 16px; height: 16px; overflow: visible; font-size: 10px; position: relative; }
      .apart { gap: 10px; } .wide-hit::after { content: ""; position: absolute; inset: -6px; width: 28px; height: 28px; } .wide-hit { margin-inline: 20px; }`);
    assert.deepEqual((await run(tab))['Target size (WCAG 2.5.8)'].map((line) => line.split(' | ').at(-1)), ['#first', '#second']);
  },

  async 'overflow at 320 px'(tab, mock) {
    await open(tab, mock, planted(`<h1>Wide</h1><div id="wide"><p id="within">Within</p></div><p id="word">${'unbroken'.repeat(20)}</p>
      <div class="scrolls" tabindex="0"><div class="wide">may be wide</div></div>`), '#wide { width: 700px; }');
    const found = (await run(tab))['Overflow at 320 px (WCAG 1.4.10)'];
    assert.match(found[0], /^The page is \d+ px wide in a window of 320 px\.$/);
    assert.deepEqual(found.slice(1).map((line) => line.split(' | ').at(-1)), ['#wide', '#word']);
  },

  async 'names'(tab, mock) {
    mock.pages.set('/b/', { html: html({ body: '<h1>b</h1>' }) });
    await open(tab, mock, planted(`<h1>Names</h1><p>Text <a id="a" href="/1/"></a> text <a href="/2/"><img ${picture} alt="A picture"></a>
      <a id="hidden-name" href="/3/"><span aria-hidden="true">×</span></a></p>
      <button id="b"></button><button aria-label="Named"></button><button id="svg"><svg width="20" height="20"></svg></button>
      <button><svg width="20" height="20" role="img"><title>Drawn</title></svg></button>
      <input id="field"><input aria-labelledby="l"><span id="l">Label</span><select id="choice"><option>One</option></select>
      <img id="img" ${picture}><img ${picture} alt="">
      <iframe id="frame" src="/b/"></iframe><iframe src="/b/" title="Named"></iframe><input type="submit">`),
    'a, button, select { display: inline-block; min-width: 40px; min-height: 40px; }');
    const found = (await run(tab))['Names (WCAG 1.1.1, 2.4.4, 4.1.2)'];
    assert.deepEqual(found.map((line) => line.split(' | ').at(-1)), ['#a', '#hidden-name', '#b', '#svg', '#field', '#choice', '#frame', '#img']);
  },

  async 'headings'(tab, mock) {
    await open(tab, mock, planted(`<h1>One</h1><h2>Two</h2><h4 id="skips">Four</h4><h2 id="empty"></h2><h1 id="again">Two again</h1>
      <h3 hidden>Not there</h3>`));
    assert.deepEqual((await run(tab))['Headings (WCAG 1.3.1)'], [
      'From level 2 to level 4: “Four” | #skips', 'A heading without text | #empty', 'A second level-1 heading: “Two again” | #again',
    ]);
  },

  async 'headings where there is none'(tab, mock) {
    await open(tab, mock, planted('<p>Text</p>'));
    assert.deepEqual((await run(tab))['Headings (WCAG 1.3.1)'], ['The page has no level-1 heading.']);
  },

  async 'language marks'(tab, mock) {
    await open(tab, mock, planted(`<h1>Languages</h1><p id="kana">Words and ことば</p><p>名前 alone may be Chinese, α and Ж are letters.</p>
      <p lang="ja">ことば<span id="greek"> Ελληνικά</span></p>
      <p id="none" lang="qq-nonsense">Text</p><p lang="ja" id="latin">This whole paragraph is written in English words.</p>
      <p lang="ja" id="mixed">JavaScript、CSS、HTML、HTTP、URL、JSON、XMLのこと</p><p id="alt"><img ${picture} alt="ことば"></p>`));
    const found = (await run(tab))['Languages (WCAG 3.1.1, 3.1.2)'];
    assert.deepEqual(found.map((line) => line.split(' | ').at(-1)), ['#none', '#kana', '#greek', 'img', '#latin']);
    await tab.says('.findings', 'Look:');
  },

  async 'a page without a language, and an id that is there twice'(tab, mock) {
    await open(tab, mock, planted('<h1>Bare</h1><p id="twice">One</p><p id="twice">Two</p>').replace('<html lang="en">', '<html>'));
    const found = await run(tab);
    assert.deepEqual(found['Languages (WCAG 3.1.1, 3.1.2)'], ['The page does not say its language. | html']);
    assert.deepEqual(found['Ids (HTML, WCAG 4.1.2)'], ['The id “twice” is there 2 times | p:nth-of-type(2)']);
  },

  async 'what was found is shown on the page'(tab, mock) {
    await open(tab, mock, planted(`<h1>Far</h1><div id="space"></div><details id="fold"><summary>Fold it</summary><p id="bad">Grey</p></details>`),
      '#space { height: 3000px; } #bad { color: #999; }');
    await tab.get(() => { document.querySelector('details').open = true; });
    await run(tab);
    await tab.get(() => { document.querySelector('details').open = false; });
    await tab.click('.finding');
    await tab.until(() => {
      const box = document.querySelector('#bad').getBoundingClientRect();
      const frame = document.querySelector('shirube-bar').shadowRoot.querySelector('.outline');
      const outer = frame.getBoundingClientRect();
      return !frame.hidden && box.top > 0 && box.bottom < innerHeight && Math.abs(outer.top - box.top + 4) < 1 && Math.abs(outer.width - box.width - 8) < 1;
    });
    assert.equal(await tab.get(() => document.querySelector('#bad').getAttribute('style')), null);
    await tab.press('Escape');
    assert.equal(await tab.get(() => document.querySelector('shirube-bar').shadowRoot.querySelector('.outline').hidden), true);
  },

  async 'a site that lets nobody frame it is told that overflow cannot be told'(tab, mock) {
    mock.policy = mock.policy.replace("frame-src 'self'", "frame-src 'none'");
    await open(tab, mock, planted('<h1>Unframed</h1>'));
    assert.match((await run(tab))['Overflow at 320 px (WCAG 1.4.10)'][0], /^Look: The page could not be opened/);
    assert.match(tab.said.splice(0).join('\n'), /frame-src 'none'/);
  },

  async 'axe is run where the user has it, and leaves the bar out'(tab, mock) {
    mock.axe = `window.axe = { run: async (context) => ({ violations: [{ id: 'made-up', help: JSON.stringify(context), tags: ['wcag2a', 'wcag1410'],
      nodes: [{ target: ['h1'], failureSummary: 'Fix it:\\n  Be better' }] }] }) };`;
    await open(tab, mock, planted('<h1>Axe</h1>'));
    assert.deepEqual(await run(tab), { 'axe: {"exclude":["shirube-bar"]} (WCAG 1.4.10, made-up)': ['Be better | h1'] });
  },

  async 'the check can be run again, and says when the page has changed since'(tab, mock) {
    const styled = (hash) => html({ head: `<link rel="stylesheet" href="/site.${hash}.css">`, body: '<h1>Styled</h1>' });
    mock.files.set('/site.00000001.css', { body: 'h1 { color: #aaa; }' });
    mock.files.set('/site.00000002.css', { body: 'h1 { color: #111; }' });
    mock.pages.set('/a/', { html: styled('00000001') });
    await tab.go('/a/');
    assert.equal(Object.keys(await run(tab)).length, 1);
    mock.pages.get('/a/').html = styled('00000002');
    mock.change();
    await tab.says('.panel', 'The page has changed since the check.');
    assert.equal(await tab.focused(), 'bar button Check again');
    await tab.press('Enter');
    await tab.says('.findings', 'Nothing was found.');
    await tab.says('.panel', 'The page has changed since the check.', false);
    assert.equal(await tab.focused(), 'bar button Check again');
  },
};

// A tab of a browser in which a page of the mock server is open, and ways to ask for what stands in it.

import assert from 'node:assert/strict';

export const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** A page as a site would have it. */
export const html = ({ lang = 'en', title = 'A page', head = '', body = '' } = {}) => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;

export class Tab {
  /** What the page said to the console, and errors that nobody caught. */
  said = [];

  static async open(browser, mock) {
    const tab = new Tab();
    tab.mock = mock;
    tab.context = await browser.createBrowserContext();
    tab.tab = await tab.context.newPage();
    tab.tab.on('console', (message) => tab.said.push(message.text()));
    tab.tab.on('pageerror', (error) => tab.said.push(String(error)));
    await tab.speak('en');
    await tab.size(1000, 700);
    return tab;
  }

  async speak(language) {
    await this.tab.evaluateOnNewDocument((code) => Object.defineProperty(navigator, 'language', { configurable: true, get: () => code }), language);
  }

  async size(width, height) {
    await this.tab.setViewport({ width, height });
  }

  async close() {
    await this.context.close();
  }

  /** Opens a page, and comes back when the bar is on it. */
  async go(path) {
    await this.tab.goto(this.mock.origin + path);
    await this.until(() => Boolean(document.querySelector('shirube-bar')));
  }

  /** A value that the page works out. */
  get(ask, ...values) {
    return this.tab.evaluate(ask, ...values);
  }

  /** Waits until the page says yes, over as many loads as it takes; half a minute, since machines may be busy. */
  async until(ask, ...values) {
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      try {
        if (await this.tab.evaluate(ask, ...values)) return;
      } catch (error) {
        // It is between two pages, or has no body yet.
        if (!/context|detached|navigat|of null/i.test(String(error))) throw error;
      }
      await wait(20);
    }
    assert.fail(`it never came to: ${ask}`);
  }

  /** Waits until a text stands, or does not stand, in the first element of the bar that a selector finds. */
  async says(selector, text, is = true) {
    await this.until((from, part, wanted) => {
      const found = document.querySelector('shirube-bar')?.shadowRoot.querySelector(from);
      return Boolean(found?.innerText.replace(/\s+/g, ' ').includes(part)) === wanted;
    }, selector, text, is);
  }

  /** The text of all that a selector finds in the bar. */
  texts(selector) {
    return this.get((from) => [...document.querySelector('shirube-bar').shadowRoot.querySelectorAll(from)].map((one) => one.innerText), selector);
  }

  async click(selector) {
    const found = await this.tab.evaluateHandle((from) => document.querySelector('shirube-bar').shadowRoot.querySelector(from), selector);
    assert.ok(found.asElement(), `there is no ${selector}`);
    await found.click();
  }

  async press(key) {
    await this.tab.keyboard.press(key);
  }

  /** The element that has the focus, with its name. */
  focused() {
    return this.get(() => {
      const inside = document.querySelector('shirube-bar').shadowRoot.activeElement;
      const element = inside ?? document.activeElement;
      return `${inside ? 'bar' : 'page'} ${element.localName} ${element.getAttribute('aria-label') ?? element.innerText}`.replace(/\s+/g, ' ').trim();
    });
  }
}

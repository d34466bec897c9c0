// A tab of the browser, as the checks use it: a page of the site in a size, a scheme, a size of text.

import assert from 'node:assert/strict';

const plainMedia = { scheme: 'light', motion: 'no-preference', forced: 'none', type: '' };

export class Tab {
  /** What a page said that none should: console, failed requests, what its policy stopped, requests to other hosts. */
  said = [];
  /** The addresses that the last load asked for. */
  requests = [];
  loads = 0;

  static async open(browser, server) {
    const tab = new Tab();
    tab.server = server;
    tab.context = await browser.createBrowserContext();
    tab.tab = await tab.context.newPage();
    tab.cdp = await tab.tab.createCDPSession();
    await tab.cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    tab.media = { ...plainMedia };
    tab.listen();
    await tab.size(1280);
    await tab.emulate();
    return tab;
  }

  listen() {
    const isDocument = (address) => this.expected404 && address.split('#')[0] === this.address?.split('#')[0];
    this.tab.on('console', (message) => {
      const address = message.location()?.url ?? '';
      if (!isDocument(address)) this.said.push(`console ${message.type()}: ${message.text()}`);
    });
    this.tab.on('pageerror', (error) => this.said.push(`error: ${error}`));
    this.tab.on('request', (request) => {
      const address = request.url();
      this.requests.push(address);
      if (!address.startsWith(`${this.server.origin}/`) && !address.startsWith('data:') && address !== 'about:blank') this.said.push(`other host: ${address}`);
    });
    this.tab.on('requestfailed', (request) => {
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.said.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    this.tab.on('response', (response) => {
      if (response.status() >= 400 && !isDocument(response.url())) this.said.push(`${response.status()}: ${response.url()}`);
    });
  }

  async close() {
    await this.context.close();
  }

  /** Opens a page as a reader who comes for the first time, 1280 wide and light. */
  async go(page, { fragment = '', script = true, width = 1280, height } = {}) {
    this.page = page;
    this.expected404 = page.kind === '404';
    this.requests = [];
    await this.tab.evaluate(() => { try { localStorage.clear(); } catch { /* The first page is empty, and has none. */ } });
    await this.tab.setJavaScriptEnabled(script);
    await this.plain(width, height);
    // A query of its own makes the browser load what it has open already.
    this.loads += 1;
    this.address = `${this.server.home + page.path}?load=${this.loads}`;
    const response = await this.tab.goto(this.address + fragment, { waitUntil: 'load' });
    assert.equal(response.status(), this.expected404 ? 404 : 200, this.address);
    this.isTouched = !script || fragment !== '';
  }

  /** Back to what `go` shows, without a load. */
  async plain(width = 1280, height) {
    await this.size(width, height);
    await this.emulate();
    await this.textSize(1);
  }

  async size(width, height = width < 600 ? 740 : 900) {
    if (this.width === width && this.height === height) return;
    [this.width, this.height] = [width, height];
    await this.tab.setViewport({ width, height });
  }

  /** Schemes, motion, forced colours and paper, each as no one asks for it unless named. */
  async emulate(wanted = {}) {
    this.media = { ...plainMedia, ...wanted };
    await this.cdp.send('Emulation.setEmulatedMedia', {
      media: this.media.type,
      features: [
        { name: 'prefers-color-scheme', value: this.media.scheme },
        { name: 'prefers-reduced-motion', value: this.media.motion },
        { name: 'forced-colors', value: this.media.forced },
      ],
    });
  }

  /** The size of text that a reader chose in the browser: 1 is 16 px. */
  async textSize(factor) {
    if ((this.factor ?? 1) === factor) return;
    this.factor = factor;
    await this.cdp.send('Page.setFontSizes', { fontSizes: { standard: 16 * factor, fixed: 13 * factor } });
  }

  /** A value that the page works out. `shirubeTest` is what `inside` puts there. */
  async get(ask, ...values) {
    if (!await this.tab.evaluate(() => 'shirubeTest' in globalThis)) await this.tab.evaluate(inside);
    return this.tab.evaluate(ask, ...values);
  }

  /** Lets the page settle: two frames, what a wide screen shows is open, and whatever moves or fades has come to its end. */
  settle() {
    return this.tab.evaluate(async () => {
      const frame = () => new Promise((done) => { requestAnimationFrame(done); });
      await frame();
      await frame();
      const folds = [['.side > details', '(min-width: 56em)'], ['.toc > details', '(min-width: 75em)']];
      const isFolded = () => folds.some(([fold, wide]) => matchMedia(wide).matches && document.querySelector(fold)?.open === false);
      for (let left = 30; left > 0 && isFolded(); left -= 1) await frame();
      const still = Promise.allSettled(document.getAnimations().map((one) => one.finished));
      await Promise.race([still, new Promise((done) => { setTimeout(done, 1000); })]);
    });
  }

  press(key, ...rest) {
    return this.tab.keyboard.press(key, ...rest);
  }
}

/** What the checks ask of elements, inside the page. */
function inside() {
  const hidden = (element) => {
    const style = getComputedStyle(element);
    return style.visibility !== 'visible' || style.display === 'none' || Number(style.opacity) === 0;
  };
  globalThis.shirubeTest = {
    /** A short name of an element by which its source is found. */
    name(element) {
      const id = element.id ? `#${element.id}` : '';
      const classes = [...element.classList].map((one) => `.${one}`).join('');
      const own = `${element.localName}${id}${classes}`;
      if (id || !element.parentElement || element === document.body) return own;
      const outer = element.parentElement.closest('[id], [class]');
      return outer ? `${outer.localName}${outer.id ? `#${outer.id}` : [...outer.classList].map((one) => `.${one}`).join('')} ${own}` : own;
    },
    text: (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim(),
    /** Whether a reader sees it: it has a place, is not transparent, and is not cut away. */
    visible(element) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })) return false;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom + scrollY <= 0) return false;
      for (let one = element; one; one = one.parentElement) if (/inset\(50%\)/.test(getComputedStyle(one).clipPath)) return false;
      return !hidden(element);
    },
    /** The pieces of text that a reader sees, each with the element that it stands in. */
    *texts(root) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.data.trim() && node.parentElement && this.visible(node.parentElement)) yield { node, element: node.parentElement };
      }
    },
    /** A colour as [r, g, b, a], 0 to 255 and 0 to 1, however it is written. */
    colour(text) {
      this.canvas ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
      this.canvas.clearRect(0, 0, 1, 1);
      this.canvas.fillStyle = '#000';
      this.canvas.fillStyle = text;
      this.canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = this.canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    },
    contrast(one, other) {
      const light = (colour) => {
        const [r, g, b] = colour.slice(0, 3).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    },
  };
}

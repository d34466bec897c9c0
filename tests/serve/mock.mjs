// A server that says to an open page what `shirube serve` says, of pages that a test makes up.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { root } from '../markdown/packages.mjs';

const client = join(root, 'src', 'serve', 'client');
const carried = [...readFileSync(`${client}.rs`, 'utf8').matchAll(/include_str!\("client\/(\w+\.js)"\)/g)].map((match) => match[1]);
const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.xml': 'application/xml', '.webp': 'image/webp', '.png': 'image/png', '.jpg': 'image/jpeg',
};
/** The strictest policy that a site can have and still show itself. */
export const strictest = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
  + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const frame = (html) => digest(html.replace(/\.[0-9a-f]{8}\.css/g, '.css'));
const styles = (html) => [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((match) => match[1]);
const nothing = '<!doctype html><meta charset="utf-8"><title>Shirube</title><link rel="icon" href="data:,">';

export class Mock {
  /** Pages by path: `html` is the last good one, or nothing; `told` is put into what is said of it. */
  pages = new Map();
  files = new Map();
  state = { generation: 1, errors: 0, warnings: 0, swept: true };
  policy = strictest;
  axe = null;
  /** The folder of a site that was built, under its base path. */
  built = null;
  streams = new Set();
  asked = [];
  delay = 0;

  async start(port = 0) {
    this.server = createServer((request, response) => this.answer(request, response).catch((error) => response.destroy(error)));
    await new Promise((done) => this.server.listen(port, '127.0.0.1', done));
    this.port = this.server.address().port;
    this.origin = `http://127.0.0.1:${this.port}`;
    return this;
  }

  async stop() {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
    this.streams.clear();
  }

  /** Says that something has changed. */
  change(state = {}) {
    this.state = { ...this.state, generation: this.state.generation + 1, ...state };
    for (const stream of this.streams) stream.write(this.event());
  }

  event() {
    return `event: state\ndata: ${JSON.stringify(this.state)}\n\n`;
  }

  async htmlOf(path) {
    if (this.pages.has(path)) return this.pages.get(path).html;
    if (!this.built || !path.startsWith(this.built.base)) return undefined;
    const name = path.slice(this.built.base.length) + (path.endsWith('/') ? 'index.html' : '');
    return extname(name) === '.html' ? readFile(join(this.built.folder, name), 'utf8').catch(() => undefined) : undefined;
  }

  async told(path) {
    const html = await this.htmlOf(path);
    const { generation, errors, warnings, swept } = this.state;
    return {
      generation, digest: html ? digest(html) : '', frame: html ? frame(html) : '', styles: html ? styles(html) : [], broken: false, diagnostics: [],
      site: { errors, warnings, swept, refused: errors > 0 }, page: null, ...this.pages.get(path)?.told,
    };
  }

  async answer(request, response) {
    const url = new URL(request.url, this.origin);
    const path = decodeURIComponent(url.pathname);
    const send = (status, type, body) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (path === '/_shirube/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(`retry: 200\n${this.event()}`);
      this.streams.add(response);
      request.on('close', () => this.streams.delete(response));
      return;
    }
    if (path === '/_shirube/page') {
      const asked = url.searchParams.get('path');
      this.asked.push(asked);
      const told = JSON.stringify(await this.told(asked));
      if (this.delay) await new Promise((done) => { setTimeout(done, this.delay); });
      return send(200, types['.json'], told);
    }
    if (path === '/_shirube/axe.js') return this.axe ? send(200, types['.js'], this.axe) : send(204, types['.js'], '');
    const own = /^\/_shirube\/(\w+\.js)$/.exec(path)?.[1];
    // Only what the program has in it, or a script that was forgotten there would be missed by nobody.
    if (own && carried.includes(own)) return send(200, types['.js'], await readFile(join(client, own)));
    if (this.files.has(path)) {
      const { body, wait } = this.files.get(path);
      if (wait) await wait;
      return send(200, types[extname(path)], body);
    }
    const html = await this.htmlOf(path);
    if (html !== undefined || this.pages.has(path)) {
      const values = html ? `data-digest="${digest(html)}" data-frame="${frame(html)}"` : 'data-digest=""';
      const tag = `<script src="/_shirube/client.js" ${values} defer></script>`;
      const whole = html ?? nothing;
      response.setHeader('content-security-policy', this.policy);
      return send(200, types['.html'], whole.includes('</head>') ? whole.replace('</head>', `${tag}</head>`) : whole + tag);
    }
    if (this.built && path.startsWith(this.built.base)) {
      const body = await readFile(join(this.built.folder, path.slice(this.built.base.length))).catch(() => null);
      if (body) return send(200, types[extname(path)] ?? 'application/octet-stream', body);
    }
    return send(404, 'text/plain', 'There is nothing here.');
  }
}

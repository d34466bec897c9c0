// A static server for a built site under the path that its addresses have, on loopback: right types, `404.html` for what is not there.

import { createServer } from 'node:http';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { execFileSync } from 'node:child_process';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.jpg': 'image/jpeg',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** The path that the addresses of a built site begin with, from the canonical one of its root. */
export function basePath(folder) {
  const root = readFileSync(join(folder, 'index.html'), 'utf8');
  const canonical = /<link rel="canonical" href="([^"]+)">/.exec(root);
  if (!canonical) throw new Error(`${join(folder, 'index.html')} has no canonical address`);
  return new URL(canonical[1]).pathname;
}

/** Every file of a folder, relative to it, with slashes. */
export function filesOf(folder) {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/')).sort();
}

/** Where a request leads: a file and a status. */
function find(folder, base, path) {
  if (path.startsWith(base)) {
    const file = join(folder, ...path.slice(base.length).split('/'));
    const index = join(file, 'index.html');
    if (path.endsWith('/') && existsSync(index)) return { file: index, status: 200 };
    if (!path.endsWith('/') && existsSync(file) && statSync(file).isFile()) return { file, status: 200 };
  }
  return { file: join(folder, '404.html'), status: 404 };
}

export class SiteServer {
  static async start(folder) {
    const server = new SiteServer();
    server.folder = folder;
    server.base = basePath(folder);
    server.http = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
      const { file, status } = find(folder, server.base, path);
      response.writeHead(status, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
      response.end(readFileSync(file));
    });
    await new Promise((done) => { server.http.listen(0, '127.0.0.1', done); });
    server.origin = `http://127.0.0.1:${server.http.address().port}`;
    server.home = server.origin + server.base;
    return server;
  }

  stop() {
    this.http.closeAllConnections();
    return new Promise((done) => { this.http.close(done); });
  }

  /** The file that an address of this server has. */
  fileOf(address) {
    return find(this.folder, this.base, decodeURIComponent(new URL(address).pathname)).file;
  }
}

const sizes = new Map();

/** What a server that compresses well sends of a file, in bytes. */
export function compressed(file) {
  if (!sizes.has(file)) sizes.set(file, execFileSync('gzip', ['-9', '-c', file], { maxBuffer: 1 << 28 }).length);
  return sizes.get(file);
}

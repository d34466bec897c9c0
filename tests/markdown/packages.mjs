// The packages that the comparisons need, put into `target/` the first time.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const versions = { 'markdown-it': '15.0.3', 'markdown-it-cjk-friendly': '3.0.0', 'commonmark-spec': '0.31.2' };

/** The default export of a package, or all of one without. */
export async function load(name) {
  const folder = join(root, 'target', 'markdown');
  if (!existsSync(join(folder, 'node_modules', name))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const wanted = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', ['install', ...quiet, ...wanted], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  const require = createRequire(join(folder, 'package.json'));
  const module = await import(pathToFileURL(require.resolve(name)).href);
  return module.default ?? module;
}

/** The answers of a program that reads a JSON string from each line and prints one. */
export function ask(program, args, texts) {
  const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('');
  const output = execFileSync(program, args, { cwd: root, input, maxBuffer: 1 << 30, encoding: 'utf8' });
  return output.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** The programs of this repository, built. */
export function build() {
  const args = ['build', '--locked', '--quiet', '--bin', 'shirube', '--example', 'plain_markdown'];
  execFileSync('cargo', args, { cwd: root, stdio: 'inherit' });
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  return { shirube: join(target, 'debug', 'shirube'), plain: join(target, 'debug', 'examples', 'plain_markdown') };
}

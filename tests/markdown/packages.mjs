// The packages that the comparisons need, put into `target/` the first time.

import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The packages that a folder of `tests/` has in its `package-lock.json`, each with the bytes that it names, in a folder of `target/`. */
function install(tests) {
  const folder = join(root, 'target', tests);
  const locked = (from) => readFileSync(join(from, 'package-lock.json'), 'utf8');
  const here = join(root, 'tests', tests);
  // npm writes the copy inside `node_modules` last.
  const installed = existsSync(join(folder, 'node_modules', '.package-lock.json')) && locked(folder) === locked(here);
  if (!installed) {
    mkdirSync(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(folder, file));
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    execFileSync('npm', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  return folder;
}

/** The default export of a package of a folder of `tests/`, or all of one without. */
export async function load(name, tests = 'markdown') {
  const require = createRequire(join(install(tests), 'package.json'));
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

// The search cuts pages in Rust and questions in JavaScript: both have to make the same tokens of the same text.
//
//   node tests/search/agree.mjs [--count N] [--seed N]
//
// The texts are those of the guide, every character of the planes that have letters, and N random mixtures. The status is
// 1 where the two differ.

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { load } from './load.mjs';

const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } } });
const root = fileURLToPath(new URL('../..', import.meta.url));
const { fold, tokens } = await load();

function guide() {
  const files = ['content', 'locales'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => join(root, folder, file)));
  return files.filter((file) => /\.(md|toml|ftl)$/.test(file)).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
}

/** A small generator (xorshift), so that a seed says what is tried. */
function random(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function mixtures(count, seed) {
  const next = random(seed);
  const blocks = [[0x20, 0x5f], [0x41, 0x39], [0xa0, 0xe0], [0x300, 0x40], [0x370, 0x150], [0x5d0, 0x80], [0xe00, 0x60], [0x1100, 0x80], [0x2010, 0x20], [0x3000, 0x100], [0x4e00, 0x200], [0xac00, 0x100], [0xff00, 0xef], [0x20000, 0x20]];
  const letter = () => {
    const [from, size] = blocks[next(blocks.length)];
    return String.fromCodePoint(from + next(size));
  };
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(12) }, letter).join(''));
}

const single = Array.from({ length: 0x2fa20 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xf8ff).map((code) => String.fromCodePoint(code)).filter((c) => /\P{Cn}/u.test(c));
const texts = [...guide(), ...single.map((c) => `a${c}か${c}`), ...mixtures(Number(values.count), Number(values.seed))];
const made = spawnSync('cargo', ['run', '--quiet', '--locked', '--example', 'search_tokens'], {
  cwd: root, encoding: 'utf8', maxBuffer: 1 << 30, input: texts.map((text) => `${JSON.stringify(text)}\n`).join(''), stdio: ['pipe', 'pipe', 'inherit'],
});
if (made.status !== 0) process.exit(2);
const lines = made.stdout.trimEnd().split('\n');
if (lines.length !== texts.length) throw new Error(`${texts.length} texts, ${lines.length} answers`);
const differ = texts.filter((text, at) => {
  const folded = fold(text);
  const own = JSON.stringify([folded, tokens(folded)]);
  if (own === JSON.stringify(JSON.parse(lines[at]))) return false;
  console.log(`${JSON.stringify(text)}: the build ${lines[at]}, the browser ${own}`);
  return true;
});
console.log(`${texts.length} texts, ${differ.length} cut otherwise by the browser`);
process.exitCode = differ.length > 0 ? 1 : 0;

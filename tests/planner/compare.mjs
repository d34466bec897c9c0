// What the planner writes is what the build writes: a site of its own is built whose pages have, for each kind of value, a table
// that a reader changes and a table whose cells hold the same values. In the browser the real script gets the numbers of each
// row of the second, and has to write what stands there. In all shipped languages, and in others whose messages are made here,
// with a variant for each plural that the language has.
//
//   node tests/planner/compare.mjs [--quick] [--seed N] [--keep] [--script FILE]
//
// `--script` takes a calculate.js in place of the one that the program has: an edited one, or one that is broken on purpose.
// The program is target/debug/shirube, or `SHIRUBE`; the browser `CHROME`, or /usr/bin/chromium. The status is 1 if anything differs.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { SiteServer } from '../browser/server.mjs';
import { load, root } from '../markdown/packages.mjs';
import { formats } from './formats.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean' }, script: { type: 'string' } },
});
const shipped = readdirSync(join(root, 'locales'));
const others = 'ar bn cs de es fr he hi is it lt lv mr pl pt ro ru sl zh'.split(' ');
const languages = [...shipped, ...others.filter((code) => !shipped.includes(code))];

/** Of each kind: the keys of a column, the digits after the point of what a reader may choose, and formulas over both numbers, perhaps with what they are rounded to. */
const signed = { third: 'ROW.a / 3', less: 'ROW.a - ROW.b', wide: 'span(ROW.a - ROW.b, ROW.b)' };
const kinds = {
  session: { keys: 'type = "count", unit = "session"', digits: 2, formulas: signed },
  person: { keys: 'type = "count", unit = "person"', digits: 2, formulas: signed },
  item: { keys: 'type = "count", unit = "item"', digits: 2, formulas: signed },
  week: { keys: 'type = "duration", unit = "week"', digits: 2, formulas: { third: 'ROW.a / 3', wide: 'span(ROW.a, 2 * ROW.b)' } },
  minute: { keys: 'type = "duration", unit = "minute"', digits: 0, formulas: { third: 'ROW.a / 3', wide: 'span(ROW.a, ROW.b)' } },
  percent: { keys: 'type = "percent"', digits: 2, formulas: signed },
  measure: { keys: 'type = "measure", unit = "mg/L"', digits: 4, formulas: signed },
  yen: { keys: 'type = "money", currency = "JPY"', digits: 0, formulas: signed },
  taxed: { keys: 'type = "money", currency = "JPY", tax = "included"', digits: 0, formulas: { ...signed, coarse: 'ROW.a * 7 / 11 | 500' } },
  dollar: { keys: 'type = "money", currency = "USD", tax = "excluded"', digits: 2, formulas: signed },
  dinar: { keys: 'type = "money", currency = "KWD"', digits: 3, formulas: signed },
};

/** Numbers by which plurals, groups of digits and words for powers of 10,000 differ. */
const few = '0 0.5 1 1.5 2 3 5 11 21 22 100 101 1000 10000 12345 1000000 2000000 123456789';
const many = `0 0.01 0.1 0.25 0.5 0.75 1 1.1 1.5 1.99 2 2.5 3 4 5 6 7 8 10 10.5 11 12 14 15 19 20 21 21.5 22 25 31 40 91 99 100 101 102 103 111
  112 121 200 201 221 1000 1001 1011 1234.5 1999.99 9999 10000 10001 12000.5 12345 50000 99999 100000 100101 170000 999999 999999.99 1000000 1000001
  1234567.89 2000000 10000000 10000001 100000000 100000500 123456789`;
const numbers = (options.quick ? few : many).split(/\s+/).map(Number);

let state = BigInt(options.seed) * 2862933555777941757n + 3037000493n;
function random(below) {
  state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
  return Number(state >> 33n) % below;
}

/** The pairs of numbers for a kind: each number before some greater ones, and some made at random. */
function pairsOf(digits) {
  const fit = [...new Set(numbers.map((number) => Number(number.toFixed(digits))))];
  const pairs = [];
  for (const [at, low] of fit.entries()) pairs.push([low, low], [low, fit[at + 1 + random(fit.length - at)] ?? low + 1]);
  for (let more = 0; more < (options.quick ? 6 : 40); more += 1) {
    const made = [0, 0].map(() => Number((random(10 ** (1 + random(8))) + random(10_000) / 10_000).toFixed(digits)));
    pairs.push(made.sort((a, b) => a - b));
  }
  return pairs;
}

const formula = (text, row) => {
  const [derive, round] = text.replaceAll('ROW', row).split(' | ');
  return `{ derive = "${derive}"${round ? `, round = ${round}` : ''} }`;
};

const column = (id, keys) => `[[column]]\nid = "${id}"\nlabel = "${id}"\n${keys.split(', ').join('\n')}\n\n`;

function columnsOf({ keys, formulas }) {
  return ['a', 'b', 'one', 'range', ...Object.keys(formulas)].map((id) => column(id, keys)).join('');
}

/** A table in which a reader changes two numbers, and one that has them all. */
function tables(name, kind) {
  const step = (10 ** -kind.digits).toFixed(kind.digits);
  const reader = `reader = { min = 0, max = 200000000, step = ${step} }`;
  const derived = (row) => Object.entries(kind.formulas).map(([id, text]) => `${id} = ${formula(text, row)}\n`).join('');
  const changed = `[[row]]\nid = "own"\nlabel = "Own"\na = { value = 1, ${reader} }\nb = { value = 2, ${reader} }\n`
    + 'one = { derive = "own.a" }\nrange = { derive = "span(own.a, own.b)" }\n' + derived('own');
  const pairs = pairsOf(kind.digits);
  const rows = pairs.map(([low, high], at) => `[[row]]\nid = "r${at}"\nlabel = "${low} ${high}"\na = ${low}\nb = ${high}\none = ${low}\n`
    + `range = ${low === high ? low : `[${low}, ${high}]`}\n${derived(`r${at}`)}`);
  return {
    [`content/tables/plan-${name}.toml`]: columnsOf(kind) + changed,
    [`content/tables/cells-${name}.toml`]: columnsOf(kind) + rows.join('\n'),
  };
}

function siteFiles() {
  const files = { 'site.toml': `base_url = "http://localhost/"\nsource = "en"\n${languages.map((code) => `\n[[languages]]\ncode = "${code}"\nname = "${code}"\n`).join('')}` };
  if (options.script) files['static/theme/calculate.js'] = readFileSync(options.script, 'utf8');
  for (const code of others) files[`locales/${code}/formats.ftl`] = formats(code);
  for (const code of languages) files[`content/index.${code}.md`] = '+++\ntitle = "Index"\n+++\n';
  for (const [name, kind] of Object.entries(kinds)) {
    Object.assign(files, tables(name, kind));
    for (const code of languages) files[`content/index.${code}.md`] += `[](table:plan-${name})\n\n[](table:cells-${name})\n\n`;
  }
  return files;
}

/** Inside the page: what works it out is asked for by turning to a field. */
async function begin() {
  document.querySelector('figure input').focus();
  while (!globalThis.shirubeCalculate) await new Promise((done) => { setTimeout(done, 10); });
}

/** Inside the page: each row of the cells, beside what the planner writes of its numbers. */
function compare(name) {
  const [plan, cells] = ['plan', 'cells'].map((id) => document.getElementById(`table-${id}-${name}`));
  const inputs = plan.querySelectorAll('input');
  const read = (row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim());
  const differences = [];
  let count = 0;
  if (inputs.length !== 2) return { count, differences: [['no planner', '', '']] };
  for (const row of cells.querySelectorAll('tbody tr')) {
    const numbers = row.querySelector('th').textContent.trim();
    numbers.split(' ').forEach((number, at) => { inputs[at].value = number; });
    inputs[0].dispatchEvent(new Event('input', { bubbles: true }));
    const [wanted, found] = [read(row), read(plan.querySelector('tbody tr'))];
    wanted.forEach((text, at) => {
      count += 1;
      const where = cells.querySelectorAll('thead th')[at + 1]?.textContent ?? cells.querySelectorAll('thead th')[at].textContent;
      if (text !== found[at]) differences.push([`${numbers} ${where}`, text, found[at]]);
    });
    // What stands beside a field is what stands beside its number, where that is written at all.
    const [before, after] = [inputs[0].previousElementSibling, inputs[0].nextElementSibling].map((word) => word.textContent);
    count += 1;
    const isWritten = /\p{N}/u.test(found[0]);
    if (isWritten && !(found[0].startsWith(before) && found[0].endsWith(after) && before + after)) differences.push([`${numbers} field`, found[0], `${before}…${after}`]);
  }
  return { count, differences };
}

const scratch = mkdtempSync(join(tmpdir(), 'shirube-planner-'));
for (const [path, text] of Object.entries(siteFiles())) {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}
const program = process.env.SHIRUBE ?? join(root, 'target', 'debug', 'shirube');
if (!existsSync(program)) throw new Error(`${program} is not there: cargo build`);
const folder = join(scratch, 'out');
const start = performance.now();
execFileSync(program, ['build', '--root', scratch, '--out', folder, '--quiet'], { stdio: ['ignore', 'ignore', 'pipe'] });
const built = performance.now();

const puppeteer = await load('puppeteer-core', 'browser');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const server = await SiteServer.start(folder);
const tab = await browser.newPage();
let [all, wrong] = [0, 0];
for (const code of languages) {
  let [count, differ, shown] = [0, 0, []];
  await tab.goto(`${server.home}${code}/`, { waitUntil: 'load' });
  await tab.evaluate(begin);
  for (const name of Object.keys(kinds)) {
    const found = await tab.evaluate(compare, name);
    count += found.count;
    differ += found.differences.length;
    shown.push(...found.differences.slice(0, 3).map(([where, wanted, text]) => `  ${name} ${where}: the build writes ${wanted}, the planner ${text}`));
  }
  console.log(`${differ ? 'FAILED' : 'ok    '} ${code}: ${count} compared, ${differ} differ`);
  if (shown.length) console.log(shown.join('\n'));
  all += count;
  wrong += differ;
}
await browser.close();
await server.stop();
if (options.keep) console.log(scratch); else rmSync(scratch, { recursive: true });
const seconds = (from, to) => Math.round((to - from) / 1000);
console.log(`${languages.length} languages, ${Object.keys(kinds).length} kinds of values: ${all} compared, ${wrong} differ; ${seconds(start, built)} s to build, ${seconds(built, performance.now())} s to compare`);
process.exitCode = wrong || !all ? 1 : 0;

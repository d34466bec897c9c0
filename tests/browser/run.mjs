// The built guide in a browser: every file of `checks/` is one thing that it proves of pages, with a sentence that says what.
//
//   node tests/browser/run.mjs [--all] [--only NAME] [SITE_FOLDER]
//
// One page of each kind in each language, or with `--all` every page; what does not depend on the language the short run asks of Japanese alone.
// Without a folder, the guide is built with target/debug/shirube, or `SHIRUBE`.
// The browser is `CHROME`, or /usr/bin/chromium; the status is 1 if there is none, and if a check fails.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load, root } from '../markdown/packages.mjs';
import { pagesOf } from './pages.mjs';
import { SiteServer } from './server.mjs';
import { Tab } from './tab.mjs';

const shown = 6;
/** Seconds for a check of a page or of the site: one that takes longer hangs. */
const longest = 180;
const here = join(root, 'tests', 'browser');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});
const program = process.env.SHIRUBE ?? join(root, 'target', 'debug', 'shirube');

const names = readdirSync(join(here, 'checks')).filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -4)).sort();
for (const name of options.only ?? []) {
  if (!names.includes(name)) throw new Error(`there is no check ${name}: ${names.join(', ')}`);
}
const checks = await Promise.all(names.filter((name) => options.only?.includes(name) ?? true).map(async (name) => ({ name, ...await import(`./checks/${name}.mjs`) })));

const scratch = mkdtempSync(join(tmpdir(), 'shirube-browser-'));
const folder = positionals[0] ?? join(scratch, 'site');
if (!positionals[0]) execFileSync(program, ['build', '--root', root, '--out', folder, '--base-url', 'http://127.0.0.1/sub/guide/'], { stdio: ['ignore', 'ignore', 'inherit'] });

const puppeteer = await load('puppeteer-core', 'browser');
const launch = () => puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const server = await SiteServer.start(folder);
const pages = pagesOf(folder, options.all);

/** What each check said of each page, or of the site: `{ kind, page, element, value }`. */
const results = new Map(checks.map((check) => [check.name, { kinds: new Map(), failures: [], time: 0 }]));

async function tried(check, page, run) {
  const result = results.get(check.name);
  const kind = page?.kind ?? 'site';
  const seen = result.kinds.get(kind) ?? { pages: 0, failed: 0, notes: [] };
  result.kinds.set(kind, seen);
  seen.pages += 1;
  let failed = false;
  const report = (element, value, file = page?.file ?? '') => {
    failed = true;
    result.failures.push({ kind, page: file, element, value });
  };
  const note = (value) => seen.notes.push(`${page?.file ?? ''} ${value}`.trim());
  const start = performance.now();
  let clock;
  const limit = new Promise((_, fail) => { clock = setTimeout(() => fail(new Error(`it takes more than ${longest} s`)), longest * 1000); });
  try {
    await Promise.race([run(report, note), limit]);
  } catch (error) {
    report('the check itself', String(error.stack).split('\n').slice(0, 3).join(' '));
  }
  clearTimeout(clock);
  result.time += performance.now() - start;
  if (failed) seen.failed += 1;
}

/** Each page in a tab of its own, two at a time, each in a browser of its own: of two windows of one browser the one behind draws no frames. */
const waiting = [...pages];
async function work() {
  const browser = await launch();
  for (let page = waiting.shift(); page; page = waiting.shift()) {
    const wanted = checks.filter((check) => check.check && (check.kinds?.includes(page.kind) ?? true)
      && (options.all || !check.isOfOneLanguage || page.language !== 'en'));
    if (!wanted.length) continue;
    const tab = await Tab.open(browser, server);
    tab.isTouched = true;
    tab.isWhole = Boolean(options.all);
    // What a page said is asked for when all else has been done with it.
    for (const check of wanted.sort((a, b) => Boolean(a.last) - Boolean(b.last))) {
      await tried(check, page, async (report, note) => {
        if (tab.isTouched) await tab.go(page); else await tab.plain();
        try {
          await check.check(tab, report, note);
        } finally {
          tab.isTouched ||= Boolean(check.touches);
        }
      });
    }
    await tab.close();
  }
  await browser.close();
}

const start = performance.now();
const site = async () => {
  const browser = await launch();
  for (const check of checks.filter((one) => one.site)) {
    await tried(check, undefined, (report, note) => check.site({ folder, server, pages, browser, program, scratch, report, note }));
  }
  await browser.close();
};
await Promise.all([work(), work(), site()]);
await server.stop();
rmSync(scratch, { recursive: true });

let wrong = 0;
for (const check of checks) {
  const { kinds, failures, time } = results.get(check.name);
  if (failures.length) wrong += 1;
  console.log(`\n${failures.length ? 'FAILED' : 'ok    '} ${check.name} (${(time / 1000).toFixed(1)} s): ${check.sentence}`);
  for (const [kind, seen] of kinds) {
    console.log(`  ${seen.failed ? 'failed' : 'ok    '} ${kind}: ${seen.pages} ${seen.pages === 1 ? 'page' : 'pages'}${seen.failed ? `, ${seen.failed} failed` : ''}`);
    for (const said of seen.notes) console.log(`         ${said}`);
    const found = failures.filter((one) => one.kind === kind);
    for (const { page, element, value } of found.slice(0, shown)) console.log(`         ${page} ${element}: ${value}`);
    if (found.length > shown) console.log(`         and ${found.length - shown} more`);
  }
}
console.log(`\n${checks.length} checks, ${pages.length} pages, ${Math.round((performance.now() - start) / 1000)} s: ${wrong} failed`);
process.exitCode = wrong ? 1 : 0;

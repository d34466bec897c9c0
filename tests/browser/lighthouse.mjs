// Lighthouse on the home page, the guide, the questions and the comparison, in both languages: 100 in accessibility, best practices and SEO,
// 95 or more in performance.
//
//   node tests/browser/lighthouse.mjs [SITE_FOLDER]
//
// As `run.mjs` does, it builds the guide if no folder is named. The status is 1 if a page has less.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, root } from '../markdown/packages.mjs';
import { SiteServer } from './server.mjs';

const least = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const paths = ['ja', 'en'].flatMap((language) => ['', 'guide/', 'faq/', 'compare/'].map((path) => `${language}/${path}`));

const scratch = mkdtempSync(join(tmpdir(), 'shirube-lighthouse-'));
const folder = process.argv[2] ?? join(scratch, 'site');
const program = process.env.SHIRUBE ?? join(root, 'target', 'debug', 'shirube');
if (!process.argv[2]) execFileSync(program, ['build', '--root', root, '--out', folder, '--base-url', 'http://127.0.0.1/sub/guide/'], { stdio: ['ignore', 'ignore', 'inherit'] });

const lighthouse = await load('lighthouse', 'browser');
const puppeteer = await load('puppeteer-core', 'browser');
const server = await SiteServer.start(folder);
let failed = 0;
for (const path of paths) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage();
  const { lhr } = await lighthouse(server.home + path, { onlyCategories: Object.keys(least), logLevel: 'error' }, undefined, page);
  await browser.close();
  const scores = Object.entries(least).map(([category, wanted]) => ({ category, wanted, has: Math.round((lhr.categories[category].score ?? 0) * 100) }));
  const isFine = scores.every(({ has, wanted }) => has >= wanted);
  failed += isFine ? 0 : 1;
  console.log(`${isFine ? 'ok    ' : 'FAILED'} ${path}: ${scores.map(({ category, has }) => `${category} ${has}`).join(', ')}`);
  for (const { category } of scores.filter(({ has, wanted }) => has < wanted)) {
    for (const { id, weight } of lhr.categories[category].auditRefs) {
      const { score, title, displayValue } = lhr.audits[id];
      if (weight > 0 && score !== null && score < 1) console.log(`         ${category} ${id}: ${title} ${displayValue ?? score}`);
    }
  }
}
await server.stop();
rmSync(scratch, { recursive: true });
process.exitCode = failed ? 1 : 0;

// What a question fetches of a built site, compressed as hosts do, and how long the answer takes once the pieces are there.
//
//   node tests/search/measure.mjs SITE_FOLDER LANGUAGE BASE_PATH QUESTION…

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { load } from './load.mjs';

const [site, language, base, ...questions] = process.argv.slice(2);
if (questions.length === 0) {
  console.error('usage: node tests/search/measure.mjs SITE_FOLDER LANGUAGE BASE_PATH QUESTION…');
  process.exit(2);
}
const root = `/${base}/`.replace(/\/+/g, '/');
const { Search } = await load();
const pieces = new Map();

async function fetchJson(address) {
  const file = join(site, address.slice(root.length));
  const text = readFileSync(file);
  pieces.set(file, gzipSync(text, { level: 9 }).length);
  return JSON.parse(text);
}

for (const question of questions) {
  pieces.clear();
  const search = new Search(`${root}${language}/search/index.json`, fetchJson);
  const { answers, results } = await search.find(question);
  const bytes = [...pieces.values()].reduce((sum, bytes) => sum + bytes, 0);
  const times = [];
  for (let time = 0; time < 5; time += 1) {
    const start = performance.now();
    await search.find(question);
    times.push(performance.now() - start);
  }
  console.log(`${question}: ${pieces.size} files, ${(bytes / 1000).toFixed(1)} kB, then ${times.sort((a, b) => a - b)[2].toFixed(1)} ms; ${answers.length} answers, ${results.length} results, ${results[0]?.url ?? 'nothing'}`);
}
console.log(`the index lists ${(statSync(join(site, language, 'search', 'index.json')).size / 1000).toFixed(1)} kB`);

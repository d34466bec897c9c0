// The examples of the CommonMark specification, read and written by `shirube markdown`.
//
//   node tests/markdown/spec.mjs

import { normal } from './normal.mjs';
import { ask, build, load } from './packages.mjs';

// Why an example comes out otherwise here.
const comment = 'comments are dropped';
const scheme = 'a link cannot have this scheme';
const figure = 'an image with a title that stands alone is a figure';
const address = 'a bare address is a link';
const otherwise = {
  177: comment, 179: comment, 183: comment, 308: comment, 309: comment, 625: comment, 626: comment,
  596: scheme, 598: scheme, 599: scheme, 601: scheme,
  572: figure, 573: figure, 576: figure, 577: figure, 584: figure, 585: figure, 586: figure, 588: figure, 589: figure,
  591: figure, 602: address, 608: address, 611: address, 612: address,
};

const { tests } = await load('commonmark-spec');
const { shirube } = build();
const tabs = (text) => text.replaceAll('→', '\t');
const texts = tests.map(({ markdown }) => tabs(markdown));
const found = ask(shirube, ['markdown', '--jsonl', '--html', 'trusted'], texts);
let wrong = 0;
for (const [index, { html, number, section }] of tests.entries()) {
  const ours = normal(found[index]);
  const theirs = normal(tabs(html));
  if ((ours === theirs) === !(number in otherwise)) continue;
  wrong += 1;
  const why = number in otherwise ? `no longer differs: ${otherwise[number]}` : JSON.stringify(texts[index]);
  console.log(`\n${number} ${section}\n${why}\n  spec    ${theirs}\n  shirube ${ours}`);
}
const differ = Object.keys(otherwise).length;
console.log(`${tests.length} examples of CommonMark, of which ${differ} differ for a reason; ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;

// The pages of a built site, each with its kind: what one page of a kind shows, the others of it do too.

import { filesOf } from './server.mjs';

/** A kind is the first line whose pattern finds the path without its language; the first page of each stands for its kind. */
const kinds = [
  ['root', /^\/index\.html$/],
  ['404', /^\/404\.html$/],
  ['home', /^LANG\/index\.html$/],
  ['guide index', /^LANG\/guide\/index\.html$/],
  // The two chapters that stand for all: one with charts and references, one with the table to calculate with.
  ['chapter', /^LANG\/guide\/duration\/index\.html$/],
  ['planner', /^LANG\/guide\/cost\/index\.html$/],
  ['chapter', /^LANG\/guide\/[^/]+\/index\.html$/],
  ['FAQ', /^LANG\/faq\/index\.html$/],
  ['compare', /^LANG\/compare\/index\.html$/],
  ['references', /^LANG\/references\/index\.html$/],
  ['glossary', /^LANG\/glossary\/index\.html$/],
  ['topic', /^LANG\/topics\/.+\/index\.html$/],
  ['search', /^LANG\/search\/index\.html$/],
  ['page', /^LANG\/.+\/index\.html$/],
];
/** Kinds that only the whole run opens: their parts stand on pages of other kinds. */
const onlyInWhole = new Set(['page']);

function kindOf(file) {
  const language = /^(en|ja)\//.exec(file)?.[1] ?? '';
  const path = language ? `LANG/${file.slice(3)}` : `/${file}`;
  const order = kinds.findIndex(([, pattern]) => pattern.test(path));
  return order < 0 ? undefined : { kind: kinds[order][0], order, language };
}

/** The pages to open: every one, or the first of each kind in each language. */
export function pagesOf(folder, whole) {
  const pages = [];
  for (const file of filesOf(folder)) {
    const found = file.endsWith('.html') ? kindOf(file) : undefined;
    if (found) pages.push({ ...found, file, path: file === '404.html' ? 'there-is-no-such-page/' : file.replace(/index\.html$/, '') });
  }
  pages.sort((a, b) => a.order - b.order || (a.file < b.file ? -1 : 1));
  if (whole) return pages;
  const seen = new Set(onlyInWhole);
  return pages.filter(({ kind, language }) => {
    const key = `${kind} ${language}`;
    if (seen.has(kind) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

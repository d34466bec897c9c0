// Asks the search of the built guide what readers ask, and says where something else came first than they need.
//
//   node tests/search/queries.mjs [--break] SITE_FOLDER [BASE_PATH]
//
// SITE_FOLDER is what `build --out` wrote, BASE_PATH the path of its `--base-url` (`/` without one). What is asked is
// in `queries.json`; its keys are explained at `KEYS`. The status is 1 if a query fails, and 2 if the call was wrong or
// nothing was tested. With `--break` every second token of each term shard is gone: then at least a quarter of the
// queries has to fail, and the status is 0 if so, or else this file would pass whatever the search does.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from './load.mjs';

// The keys of a query. An address is one below the site's base: `ja/faq/#q-cost` a place, `ja/faq/` the beginning of a
// page, `ja/faq/#*` the page with all its places, `ja/**/#table-by-method` that place on any page of the language.
const KEYS = {
  lang: 'the language whose index is asked',
  query: 'what the reader types',
  accept: 'the addresses of which one has to be the first result',
  within: 'how many results may be looked through for it, where one is not enough: long questions, words that many places have',
  answer: 'what one of the answers above the results has to be: `kind`, and words in its `text`, its `row` or its `title`; null: no answer may be shown',
  none: 'true: there is neither result nor answer, because nothing in the language is about it',
  not: 'addresses that may not be among the first three results',
  other: 'a language in which the word is at home: `accept` is about the first of its results too, and about the answers',
  why: 'who asks this, and what is hard about it',
};
// What of each answer is looked at, and how many answers a reader sees.
const ANSWER = { kind: 'fact or term', text: '', row: '', title: '' };
const SHOWN = 3;

function stop(why) {
  console.error(why);
  process.exit(2);
}

function call() {
  try {
    const { values, positionals } = parseArgs({ options: { break: { type: 'boolean', default: false } }, allowPositionals: true });
    if (positionals.length === 1 || positionals.length === 2) {
      return { isBroken: values.break, site: positionals[0], base: `/${positionals[1] ?? ''}/`.replace(/\/+/g, '/') };
    }
  } catch (error) {
    stop(error.message);
  }
  return stop('usage: node tests/search/queries.mjs [--break] SITE_FOLDER [BASE_PATH]');
}

const { isBroken, site, base } = call();

/** The path below the site's base, without marks of encoding. */
function below(url) {
  const { pathname, hash } = new URL(url, 'http://site.invalid');
  const path = decodeURIComponent(pathname);
  return path.startsWith(base) ? path.slice(base.length) + decodeURIComponent(hash) : url;
}

function queries() {
  const list = JSON.parse(readFileSync(new URL('queries.json', import.meta.url), 'utf8'));
  const seen = new Set();
  for (const query of list) {
    const name = `${query.lang} “${query.query}”`;
    const unknown = [...Object.keys(query).filter((key) => !(key in KEYS)), ...Object.keys(query.answer ?? {}).filter((key) => !(key in ANSWER))];
    if (unknown.length > 0) stop(`${name}: nobody reads ${unknown.join(', ')}`);
    if (!query.lang || !query.query || !query.why) stop(`${name}: lang, query and why are needed`);
    if (!query.none === !(query.accept?.length > 0)) stop(`${name}: either none or accept is needed`);
    if (query.answer && !(query.answer.kind in { fact: 0, term: 0 } && query.answer.text)) stop(`${name}: an answer has a kind and a text`);
    if (seen.has(name)) stop(`${name} is asked twice`);
    seen.add(name);
  }
  return list;
}

// How a value looks is not the search's: no-break and joining characters are spaces or nothing.
const plain = (text) => text.normalize('NFKC').replace(/\p{Cf}/gu, '').replace(/\s+/g, ' ').trim().toLowerCase();
/** What a reader sees of a title or text, which is a string or parts of which some are marked. */
const words = (text) => plain(Array.isArray(text) ? text.map((part) => (Array.isArray(part) ? part[0] : part)).join('') : (text ?? ''));

/** Reads what the site answers for an address; the token's place in the shard decides whether it is lost. */
async function fetchJson(url) {
  const path = below(String(url));
  const found = JSON.parse(readFileSync(join(site, path), 'utf8'));
  if (!isBroken || Array.isArray(found) || path.endsWith('/index.json')) return found;
  return Object.fromEntries(Object.entries(found).filter((_, at) => at % 2 !== 0));
}

/** The address of a language's index, if the site was built for `base`. */
function indexOf(language) {
  const file = join(site, language, 'search', 'index.json');
  if (!existsSync(file)) stop(`there is no ${file}`);
  const astray = JSON.parse(readFileSync(file, 'utf8')).others?.find((other) => !existsSync(join(site, below(other.index))));
  if (astray) stop(`${site} has no ${astray.index}: is ${base} the path of its address?`);
  return `${base}${language}/search/index.json`;
}

/** Whether one of the addresses means the place `url`. */
function isAmong(url, addresses) {
  return addresses.some((address) => {
    if (address.endsWith('#*')) return url.split('#')[0] === address.slice(0, -2);
    const [language, place] = address.split('**');
    return place === undefined ? url === address : url.startsWith(language) && url.endsWith(place);
  });
}

/** Every place of the site. */
function places() {
  const pages = readdirSync(site, { recursive: true }).filter((file) => file.endsWith('index.html'));
  return pages.flatMap((file) => {
    const page = `${dirname(file).replaceAll('\\', '/')}/`;
    const ids = readFileSync(join(site, file), 'utf8').matchAll(/\sid="?([^"\s>]+)/g);
    return [page, ...[...ids].map(([, id]) => `${page}#${id}`)];
  });
}

/** What is wrong with what was found, as texts; none if a reader has what is needed. */
function wrong(query, found) {
  const results = found.results.map((result) => below(result.url));
  const others = (found.other?.results ?? []).map((result) => below(result.url));
  const answers = found.answers.slice(0, SHOWN);
  const said = answers.map(({ kind, row, title, column, text }) => `${kind} ${[row ?? title, column, text].map(words).filter(Boolean).join(': ')}`).join(' | ') || 'none';
  const all = [];
  if (query.none) {
    if (results.length > 0 || found.answers.length > 0) all.push('nothing was to be found');
    if (others.length > 0) all.push(`nothing was to be found in ${found.other.lang}: ${others[0]}`);
  } else if (query.other) {
    const first = [found.other?.lang === query.other ? others[0] : undefined, results[0], ...answers.map((answer) => below(answer.url))];
    if (!first.some((url) => url && isAmong(url, query.accept))) {
      all.push(`${query.other} was to be offered, not ${found.other ? `${found.other.lang} ${others[0]}` : 'nothing'}; accepted: ${query.accept.join(' | ')}`);
    }
  } else if (!results.slice(0, query.within ?? 1).some((url) => isAmong(url, query.accept))) {
    const at = results.findIndex((url) => isAmong(url, query.accept));
    all.push(`accepted: ${query.accept.join(' | ')} (${at < 0 ? 'not found' : `came ${at + 1}.`})`);
  }
  const unwanted = results.slice(0, 3).filter((url) => isAmong(url, query.not ?? []));
  if (unwanted.length > 0) all.push(`not wanted: ${unwanted.join(' | ')}`);
  if (query.answer === null && answers.length > 0) all.push(`no answer was to be shown, not ${said}`);
  if (query.answer) {
    const isIt = (answer) => answer.kind === query.answer.kind && ['text', 'row', 'title'].every((key) => words(answer[key]).includes(plain(query.answer[key] ?? '')));
    if (!answers.some(isIt)) all.push(`answer: ${Object.values(query.answer).join(', ')}, not ${said}`);
  }
  const nowhere = [...results, ...others, ...answers.map((answer) => below(answer.url))].find((url) => !known.has(url));
  if (nowhere) all.push(`${nowhere} leads nowhere`);
  // A list that names what the site does not have proves nothing.
  const gone = [...(query.accept ?? []), ...(query.not ?? [])].filter((address) => !known.has(address) && ![...known].some((place) => isAmong(place, [address])));
  if (gone.length > 0) all.push(`the site has no ${gone.join(', ')}`);
  return all.length > 0 ? [`${query.lang} “${query.query}”: first: ${results.slice(0, 3).join(' | ') || 'nothing'}; ${all.join('; ')}`] : [];
}

const { Search } = await load();
if (!Search) stop('search.js exports no Search');
const list = queries();
if (list.length === 0) stop('nothing was asked');
if (!existsSync(site)) stop(`there is no ${site}`);
const known = new Set(places());
const searches = new Map();
const failures = [];
for (const query of list) {
  if (!searches.has(query.lang)) searches.set(query.lang, new Search(indexOf(query.lang), fetchJson));
  try {
    failures.push(...wrong(query, await searches.get(query.lang).find(query.query)));
  } catch (error) {
    // That a search falls over would prove nothing about the list.
    if (isBroken) throw error;
    failures.push(`${query.lang} “${query.query}”: ${error.stack}`);
  }
}
if (!isBroken) for (const failure of failures) console.log(failure);
console.log(`${list.length - failures.length} of ${list.length} queries find what they should${isBroken ? ' in a broken index' : ''}`);
process.exitCode = (isBroken ? failures.length * 4 >= list.length : failures.length === 0) ? 0 : 1;

// The search of a site. What a reader types is cut as the build cuts pages (src/search/tokens.rs), the pieces of the index
// that have its tokens are fetched, and the things that score best are read and looked at once more.

const MARKS = /['’\u00ad\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652\u200b-\u200f\u2060\ufeff]/g;
const GRAM = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORDS = new RegExp(`[${GRAM}]+|(?:(?![${GRAM}])[\\p{Alphabetic}\\p{N}\\p{M}])+`, "gu");
const IS_GRAM = new RegExp(`^[${GRAM}]`, "u");
// Hiragana, katakana, all else: where Japanese changes from one to the other, there mostly is a word.
const SCRIPTS = /[ぁ-ゖゝゞ]+|[ァ-ヺー]+|[^ぁ-ゖゝゞァ-ヺー]+/gu;

/** A text as far as kana stay what they are; as many characters as `fold` gives. */
const half = text => text.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase().replace(MARKS, "")
  .replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/(?<=[0-9]),(?=[0-9])/g, "").replace(/(?<=[ぁ-ゔァ-ヴー])[-‐−―]/g, "ー");

const kana = text => text.replace(/[ゕゖヵヶ]/g, "か").replace(/[ァ-ヴヽヾ]/g, c => String.fromCharCode(c.charCodeAt() - 96));

/** A text as it is compared, as src/search/fold.rs says. */
export const fold = text => kana(half(text));

const cut = (word, endings) => {
  const ending = endings.find(ending => word.endsWith(ending));
  return ending && word.length - ending.length > 2 ? word.slice(0, -ending.length) : word;
};

const stem = word => {
  const short = [...word].slice(0, 24).join("");
  const endings = [short.endsWith("ss") ? [] : ["s"], ["ing", "ed", "ly"], ["ie", "e", "y", "i"]];
  return /^[a-z]{4,}$/.test(short) ? endings.reduce(cut, short) : short;
};

const pairs = run => [...run].map((c, at, all) => c + (all[at + 1] ?? ""));

/** The tokens of a folded text. */
export const tokens = folded => (folded.match(WORDS) ?? []).flatMap(run => IS_GRAM.test(run) ? pairs(run) : stem(run));

/** The tokens that say what a text says: the last character of a run is one only where it stands alone. */
const heart = folded => (folded.match(WORDS) ?? []).flatMap(run =>
  !IS_GRAM.test(run) ? stem(run) : pairs(run).slice(0, [...run].length > 1 ? -1 : 1));

const has = (set, part) => part.size > 0 && [...part].every(token => set.has(token));
const count = (set, part) => [...part].filter(token => set.has(token)).length;
const names = text => text.split(/[（）()・／/,、|]/).filter(name => name.trim());
const setOf = name => new Set(heart(fold(name)));

/**
 * What a query looks for: words with the tokens that have to be there (`need` of them at least), the weight of each word,
 * and tokens that may be.
 */
const wanted = (query, index) => {
  const found = [];
  const raw = half(query);
  for (const { 0: word, index: at } of kana(raw).matchAll(WORDS)) {
    if (!IS_GRAM.test(word)) {
      const token = stem(word);
      found.push({ text: token, tokens: [token], need: 1, begins: word.length > 1, weight: index.small.has(token) ? 0 : 1 });
      continue;
    }
    for (const { 0: part, index: from } of raw.slice(at, at + word.length).matchAll(SCRIPTS)) {
      const text = kana(part);
      const length = [...part].length;
      const isSoft = /^[ぁ-ゖゝゞ]/.test(part);
      const all = length > 1 ? pairs(text).slice(0, -1) : [text];
      const next = word.slice(from + part.length)[0];
      const weight = all.every(token => index.small.has(token)) ? 0 : isSoft ? 0.15 : length > 1 ? 1 : 0.7;
      // A word of Chinese characters may be cut in two by others: 再生医療法, 再生医療等安全性確保法.
      const isLong = length > 3 && !/^[ァ-ヺー]/.test(part);
      found.push({ text, tokens: all, need: isLong ? Math.ceil(all.length * 0.6) : all.length, begins: length === 1, weight, isSoft, length });
      // The last character of a word with the kana behind it: 痛い.
      if (next && !isSoft) {
        const both = [...text].at(-1) + next;
        found.push({ text: both, tokens: [both], need: 1, weight: 0.2, isSoft: true, length: 2 });
      }
    }
  }
  // Without any other word the kana, and the words that say little, are what is meant.
  if (!found.some(word => !word.isSoft && word.weight > 0)) {
    for (const word of found) word.weight = word.length === 1 ? 0 : 1;
  }
  return found.filter(word => word.weight > 0);
};

/** The tokens of what a text is about. */
const meant = (text, index) => new Set(wanted(text, index).filter(word => word.weight > 0.5).flatMap(word => word.tokens));

/** The tokens of a piece of the index that are one, or begin with it, each with what it is worth. */
const matching = (piece, token, begins) => {
  if (!begins) return Object.hasOwn(piece, token) ? [[piece[token], 1]] : [];
  const found = Object.keys(piece).filter(other => other.startsWith(token));
  return found.map(other => [piece[other], other === token || IS_GRAM.test(token) ? 1 : 0.6]);
};

const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);

/** The part of a text that has most of the words, as pieces, each with whether it is one of them. */
const excerpt = (text, looked) => {
  const chars = [...text];
  const places = [];
  let folded = "";
  chars.forEach((c, at) => {
    const units = fold(c);
    folded += units;
    places.push(...Array(units.length).fill(at));
  });
  const marked = new Map();
  for (const word of looked) {
    if (word.isSoft && word.weight < 0.5) continue;
    for (let at = folded.indexOf(word.text); at >= 0; at = folded.indexOf(word.text, at + word.text.length)) {
      const isWord = !IS_GRAM.test(word.text);
      if (isWord && /[\p{L}\p{N}]$/u.test(folded.slice(0, at))) continue;
      let end = at + word.text.length;
      while (isWord && /[\p{L}\p{N}]/u.test(folded[end] ?? "")) end += 1;
      for (let unit = at; unit < end; unit += 1) marked.set(places[unit], word);
    }
  }
  const length = /[ぁ-ん一-鿿가-힣]/.test(text) ? 100 : 200;
  const rich = from => new Set([...marked].filter(([at]) => at >= from && at < from + length * 0.7).map(([, word]) => word)).size;
  const best = [...marked.keys()].sort((a, b) => a - b).reduce((best, at) => rich(at) > rich(best) ? at : best, [...marked.keys()].sort((a, b) => a - b)[0] ?? 0);
  const before = chars.slice(0, best).join("");
  const sentence = [...before.slice(0, before.search(/[^。．.!?！？\n]*$/))].length;
  const start = best - sentence < length / 2 ? sentence : Math.max(0, best - 20);
  const parts = start > 0 ? [["…", false]] : [];
  chars.slice(start, start + length).forEach((c, at) => {
    const isMarked = marked.has(start + at);
    if (parts.at(-1)?.[1] === isMarked) parts.at(-1)[0] += c;
    else parts.push([c, isMarked]);
  });
  return start + length < chars.length ? [...parts, ["…", false]] : parts;
};

export class Search {
  constructor(address, fetchJson) {
    Object.assign(this, { address, fetchJson, pieces: new Map() });
  }

  /** What answers a query. A build makes new pieces and takes old ones away: then the index is fetched once more. */
  async find(query) {
    try {
      return await this.search(query);
    } catch {
      this.pieces.clear();
      this.index = undefined;
      return this.search(query, "reload");
    }
  }

  async search(query, cache, isElsewhere) {
    const index = await (this.index ??= this.open(cache));
    const every = setOf(query);
    let looked = wanted(query, index);
    // Who asks what it costs (いくら) is led to the costs (費用).
    for (const [first, ...others] of index.asks.map(names)) {
      const said = others.map(setOf).filter(phrase => has(every, phrase));
      if (said.length === 0 || has(every, setOf(first))) continue;
      for (const word of looked) if (said.some(phrase => has(phrase, new Set(word.tokens)))) word.weight *= 0.15;
      looked.push(...wanted(first, index).map(word => ({ ...word, weight: word.weight * 0.7 })));
    }
    let scores = await this.score(looked, index);
    if (scores.length === 0) {
      // Nothing but words that say little.
      looked = wanted(query, { ...index, small: new Set() });
      scores = await this.score(looked, index);
    }
    const [, terms, facts] = index.starts;
    const best = (from, to, most) => scores.filter(([number]) => number >= from && number < to).slice(0, most);
    const asked = meant(query, index);
    const answers = [
      ...await this.terms(best(terms, facts, 5), asked, index),
      ...await this.facts(best(facts, Infinity, 12), every, index),
    ];
    const results = await this.read(best(0, facts, 14), query, looked, index);
    const isHere = isElsewhere || results.some(({ kind }) => kind !== "term") || answers.some(({ kind }) => kind === "fact");
    const other = isHere ? null : await this.elsewhere(query, answers[0], index);
    return { answers, results, other };
  }

  async open(cache) {
    const index = await this.fetchJson(this.address, cache);
    index.between = new RegExp(`[（）()・／/,、]|\\b(?:${index.small.match(/[a-z]+/g)?.join("|")})\\b`);
    index.small = new Set(tokens(fold(index.small)));
    return index;
  }

  piece(name) {
    if (!this.pieces.has(name)) this.pieces.set(name, this.fetchJson(this.address.replace(/[^/]*$/, `${name}.json`)));
    return this.pieces.get(name);
  }

  /** In which things a token is, and how much it says of them, 0 to 1; none where it is in so many that it says nothing. */
  async list({ token, begins }, index) {
    const at = Math.max(0, index.terms.findLastIndex(([first]) => first <= token));
    const more = index.terms.slice(at + 1, at + 4).filter(([first]) => begins && first.startsWith(token));
    const list = new Map();
    for (const piece of await Promise.all([index.terms[at], ...more].map(([, name]) => this.piece(name)))) {
      for (const [packed, worth] of matching(piece, token, begins)) {
        if (packed.length === 0) return null;
        let number = -1;
        for (const pair of packed) {
          number += pair >> 4;
          list.set(number, Math.max(list.get(number) ?? 0, worth * (pair & 15) / 15));
        }
      }
    }
    return list;
  }

  /** The numbers of all things that fit, with their scores, the best first. */
  async score(looked, index) {
    const scores = new Map();
    const covered = new Map();
    let total = 0;
    await Promise.all(looked.map(async word => {
      word.lists = (await Promise.all(word.tokens.map(token => this.list({ token, begins: word.begins }, index)))).filter(Boolean);
    }));
    for (const { lists, need, tokens, weight } of looked) {
      const present = new Map();
      const sums = new Map();
      const rarity = list => Math.log(1 + (index.documents + 0.5) / (list.size + 0.5));
      for (const list of lists) {
        for (const [number, impact] of list) {
          add(present, number, 1);
          add(sums, number, impact * rarity(list));
        }
      }
      const most = Math.max(0.1, ...lists.map(rarity)) * weight;
      if (lists.length > 0 && weight >= 0.5) total += most;
      for (const [number, times] of present) {
        const missing = tokens.length - lists.length;
        if (times + missing < need) continue;
        add(scores, number, weight * sums.get(number) / tokens.length * (times + missing) / tokens.length);
        if (weight >= 0.5) add(covered, number, most);
      }
    }
    const scored = [...covered].map(([number, part]) => [number, scores.get(number) * (part / total) ** 1.5]);
    return scored.sort(([a, x], [b, y]) => y - x || a - b);
  }

  async document(number, index) {
    const at = index.texts.findLastIndex(([first]) => first <= number);
    return (await this.piece(index.texts[at][1]))[number - index.texts[at][0]];
  }

  documents(best, index) {
    return Promise.all(best.map(async ([number, score]) => ({ ...await this.document(number, index), score })));
  }

  /** The terms that are all that is asked for. */
  async terms(best, asked, index) {
    const found = await this.documents(best, index);
    return found.filter(({ title, reading = "", also = {} }) =>
      [...names(title), reading, ...Object.values(also)].map(name => meant(name, index)).some(name => has(name, asked) && asked.size > name.size * 0.6)).slice(0, 2);
  }

  /** The values whose row and column are both asked for. */
  async facts(best, every, index) {
    const found = (await this.documents(best, index)).filter(({ column, asked = "" }) =>
      [...names(column), ...names(asked)].some(name => has(every, setOf(name))));
    const shares = found.map(({ row }) => Math.max(...row.split(index.between).map(name => {
      const words = wanted(name, index).filter(word => word.weight > 0.5);
      return words.filter(word => word.tokens.every(token => every.has(token))).length / Math.max(1, words.length);
    })));
    const most = Math.max(0.01, ...shares);
    const fitting = found.filter((_, at) => shares[at] === most);
    // A word that many rows have means none of them.
    return most < 1 && new Set(fitting.map(({ row }) => row)).size > 2 ? [] : fitting.slice(0, 3);
  }

  /** The best things, looked at once more: pairs of characters may all be there, and the word not. */
  async read(best, query, looked, index) {
    const found = await this.documents(best, index);
    const whole = fold(query).trim();
    const sure = looked.filter(word => word.weight >= 0.5 && word.need === word.tokens.length && word.need > 1);
    const alone = looked.filter(word => word.length === 1 && !word.isSoft).map(({ text }) => new RegExp(`(?<![一-鿿々])${text}`));
    const asked = setOf(query);
    for (const result of found) {
      const [name, all] = [result.title ?? result.page, `${result.title ?? ""} ${result.page ?? ""} ${result.text}`].map(fold);
      const own = setOf(name);
      result.score *= has(asked, own) && has(own, asked) ? 2 : name.includes(whole) ? 1.4 : all.includes(whole) ? 1.2 : 1;
      // 針 is not what 方針 is about.
      for (const word of alone) if (!word.test(all)) result.score *= 0.3;
      for (const { text } of sure) if (!all.includes(text) && !result.text.endsWith("…")) result.score *= 0.5;
    }
    found.sort((a, b) => b.score - a.score);
    const seen = new Map();
    const isNew = ({ url }) => add(seen, url.split("#")[0], 1).get(url.split("#")[0]) <= 3;
    return found.filter(isNew).slice(0, 10).map(result => ({ ...result, text: excerpt(result.text, looked) }));
  }

  /** Results in another language, for a word that is at home there or for what it is called there. */
  async elsewhere(query, term, index) {
    for (const { lang, name, index: address } of index.others) {
      const other = new Search(address, this.fetchJson);
      const { results } = await other.search(term?.also?.[lang] ?? query, undefined, true);
      if (results.length > 0) return { lang, name, results: results.map(result => ({ ...result, lang })) };
    }
    return null;
  }
}

// ---- What readers see. Its markup has all words: templates/README.md, "The search". ----

const fetchJson = async (address, cache) => {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(response.status);
  return response.json();
};

const make = (name, className, ...inside) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
};

const span = (className, text) => text ? [make("span", className, text)] : [];

// The name of a result, and what stands behind it.
const partsOf = ({ kind, page, title, table, row, column, text, basis, evidence = "none", reading, language }, kinds) => {
  const pieces = [text].flat().map(piece => Array.isArray(piece) ? piece[1] ? make("mark", "", piece[0]) : piece[0] : piece);
  if (row) return [[table ?? page], ...span("label", column ? `${row} · ${column}` : row), make("strong", "answer-value", ...pieces), ...span(`chip evidence-${evidence}`, basis)];
  const name = page && title ? [...span("search-of", page), " › ", title] : [title ?? page];
  return [name, ...span("yomi", reading), ...span("search-kind", kinds[kind]), ...span("search-kind", language), make("span", "search-text", ...pieces)];
};

/** Lets a form search, and fills the list and the status beside it. */
const connect = root => {
  const form = root.querySelector("form");
  const field = form.elements.q;
  const list = root.querySelector("ul");
  const sample = list.querySelector("li");
  const status = root.querySelector("[role=status]");
  const words = status.dataset;
  // The list of all pages, or a link to it.
  const all = document.getElementById("s.all") ?? root.querySelector(".search-all");
  const search = new Search(new URL(form.dataset.index, location).href, fetchJson);
  const { lang } = document.documentElement;
  const plural = number => new Intl.PluralRules(lang).select(number);
  // Over a page the focus stays in the box while arrow keys choose: a combobox with links as options. Screen readers say the
  // one that `aria-activedescendant` names, and Ctrl and a click open a tab. On the search's own page it is a list of links.
  const isOver = field.hasAttribute("role");
  let links = [];
  let active = -1;
  let turn = 0;
  let waiting;
  let telling;

  const choose = next => {
    links[active]?.setAttribute("aria-selected", false);
    links[next]?.setAttribute("aria-selected", true);
    links[next]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", links[next]?.id ?? "");
    active = next;
  };

  const item = (found, i) => {
    const [name, ...behind] = partsOf(found, list.dataset);
    const entry = sample.cloneNode(true);
    const link = entry.firstChild;
    entry.lang = found.lang ?? lang;
    link.href = found.url;
    link.id = `s.found-${i}`;
    link.append(make("span", "search-title", ...name));
    (isOver ? link : entry).append(...behind.flatMap(part => [" ", part]));
    return entry;
  };

  const run = async () => {
    clearTimeout(waiting);
    clearTimeout(telling);
    const query = field.value.trim();
    const mine = turn += 1;
    let found = { answers: [], results: [] };
    let text = words.none;
    try {
      if (query) found = await search.find(query);
    } catch {
      text = words.failed;
    }
    // A later question is not answered by an earlier one's answer.
    if (mine !== turn) return;
    const { answers, results, other } = found;
    const others = (other?.results ?? []).map(result => ({ ...result, language: other.name }));
    list.replaceChildren(...[...answers, ...results, ...others].map(item));
    answers.forEach(({ evidence = "none" }, i) => { list.children[i].className = `answer-item evidence-${evidence}`; });
    links = list.querySelectorAll("a");
    if (other) text = words.other;
    else if (links.length) text = words[Object.keys(words).find(number => plural(number) === plural(links.length))];
    list.hidden = !links.length;
    all.hidden = !list.hidden;
    if (isOver) {
      field.setAttribute("aria-expanded", all.hidden);
      choose(-1);
    } else {
      history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    }
    // Said when the reader has come to rest.
    telling = setTimeout(() => { status.textContent = query && text.replace("%", other?.name ?? links.length.toLocaleString(lang)); }, query && 300);
  };

  // What an input method composes is no question yet.
  const soon = event => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(run, 80);
  };
  field.addEventListener("input", soon);
  field.addEventListener("compositionend", () => soon({}));
  // By Enter. Over a page, with nothing chosen, it leads to the search's own page.
  form.addEventListener("submit", event => {
    if (links[active] || !isOver) event.preventDefault();
    if (links[active]) links[active].click();
    else run();
  });
  field.addEventListener("keydown", event => {
    const { key } = event;
    const steps = { ArrowDown: 1, ArrowUp: -1, Escape: 0, Enter: 0 };
    // Safari says by 229 that the key has ended a composition.
    const isComposing = event.isComposing || event.keyCode === 229;
    if (!(key in steps) || !isComposing && (key === "Enter" || !isOver)) return;
    event.preventDefault();
    if (isComposing) return;
    if (steps[key]) choose((active + steps[key] + links.length + 2) % (links.length + 1) - 1);
    else root.close();
  });
  if (!isOver) {
    field.value = new URLSearchParams(location.search).get("q");
    form.hidden = false;
    run();
  }
  return field;
};

if (globalThis.document) {
  const opener = document.querySelector(".search-open");
  const page = document.querySelector(".search-page");
  const dialog = document.querySelector(".search-dialog");
  const field = connect(page ?? dialog);
  let pressed;
  const toggle = () => {
    if (page) field.focus();
    else if (dialog.open) dialog.close();
    else {
      // Where the focus returns to: Safari does not give it to a link that is clicked.
      if (document.activeElement === document.body) opener.focus({ preventScroll: true });
      dialog.showModal();
    }
    field.select();
  };
  // theme.js asks.
  opener?.addEventListener("search", event => {
    event.preventDefault();
    toggle();
  });
  if (!page) {
    dialog.addEventListener("pointerdown", event => { pressed = event.target; });
    dialog.addEventListener("click", event => {
      const { target } = event;
      // A selection may end outside.
      if (target === dialog ? pressed === dialog : target.closest("a") && !event.ctrlKey && !event.metaKey) dialog.close();
    });
    toggle();
  }
}

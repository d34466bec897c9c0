// The search of a site: a question is cut as the build cuts pages (src/search/), the pieces of the index that have its
// tokens are fetched, and what scores best is read and looked at once more.

const MARKS = /['’\u00ad\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u0652\u200b-\u200f\u2060\ufeff]/g;
const GRAM = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30fc-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
const RUNS = new RegExp(`${GRAM}+|(?:(?!${GRAM})[\\p{Alphabetic}\\p{N}\\p{M}])+`, "gu");
const IS_GRAM = new RegExp(`^${GRAM}`, "u");
// Hiragana, katakana, all else: a word mostly ends where Japanese changes from one to another.
const SCRIPTS = /[ぁ-ゖゝゞ]+|[ァ-ヺー]+|[^ぁ-ゖゝゞァ-ヺー]+/gu;

// A text with its kana as they are, of as many characters as the folded one.
const half = text => text.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase().replace(MARKS, "")
  .replace(/ß/g, "ss").replace(/ς/g, "σ").replace(/(?<=[0-9]),(?=[0-9])/g, "").replace(/(?<=[ぁ-ゖァ-ヶー])[-‐−―]/g, "ー");
const kana = text => text.replace(/[ゕゖヵヶ]/g, "か").replace(/[ァ-ヴヽヾ]/g, c => String.fromCharCode(c.charCodeAt() - 96));

/** A text as it is compared: src/search/fold.rs. */
export const fold = text => kana(half(text));

const cut = (word, endings) => {
  const ending = endings.find(ending => word.endsWith(ending));
  return ending && word.length - ending.length > 2 ? word.slice(0, -ending.length) : word;
};

const stem = word => {
  const short = [...word].slice(0, 24).join("");
  return /^[a-z]{4,}$/.test(short) ? [short.endsWith("ss") ? [] : ["s"], ["ing", "ed", "ly"], ["ie", "e", "y", "i"]].reduce(cut, short) : short;
};

const pairs = run => [...run].map((c, at, all) => c + (all[at + 1] ?? ""));

/** The tokens of a folded text: src/search/tokens.rs. */
export const tokens = folded => (folded.match(RUNS) ?? []).flatMap(run => IS_GRAM.test(run) ? pairs(run) : stem(run));

const has = (set, part) => part.length > 0 && part.every(token => set.includes(token));
const isStrong = word => word.weight > 0.5;

/** The words of a question: their tokens, of which `need` have to be there, and what each word is worth. */
const wordsOf = (question, small) => {
  const found = [];
  const add = (text, tokens, need, weight, more) => found.push({ text, tokens, need, weight: has(small, tokens) ? 0 : weight, ...more });
  const raw = half(question).slice(0, 300);
  for (const { 0: run, index: at } of kana(raw).matchAll(RUNS)) {
    if (!IS_GRAM.test(run)) {
      add(stem(run), [stem(run)], 1, 1, { begins: run.length > 1 });
      continue;
    }
    for (const { 0: part, index: from } of raw.slice(at, at + run.length).matchAll(SCRIPTS)) {
      const text = kana(part);
      const length = [...text].length;
      const isSoft = /^[ぁ-ゖゝゞ]/.test(part);
      const all = length > 1 ? pairs(text).slice(0, -1) : [text];
      // Other characters may stand within a word of many: 再生医療法, 再生医療等安全性確保法.
      const need = length > 3 && !/^[ァ-ヺー]/.test(part) ? Math.ceil(all.length * 0.6) : all.length;
      add(text, all, need, isSoft ? 0.15 : length > 1 ? 1 : 0.7, { isSoft, length, begins: length < 2 });
      // 痛い: the kanji with the kana behind it.
      const both = [...text].at(-1) + run[from + part.length];
      if (!isSoft && run[from + part.length]) add(both, [both], 1, 0.3, { isSoft: true });
    }
  }
  // Where nothing else is said, kana are what is meant; and a single kanji among other words is mostly a verb.
  if (found.some(word => isStrong(word) && !(word.length < 2))) for (const word of found) if (word.length < 2) word.weight *= 0.4;
  if (!found.some(word => isStrong(word) && !word.isSoft)) for (const word of found) word.weight &&= word.length === 1 ? 0 : 1;
  // What says little is looked for only where little is said.
  const least = found.filter(isStrong).length > 1 ? 0.25 : 0;
  return found.filter(word => word.weight > least).slice(0, 12);
};

/** The part of a text that has most of the words: pieces, and whether each is one of them. */
const excerpt = (text, words) => {
  const either = c => /[ぁ-ゖ]/.test(c) ? `[${c}${String.fromCharCode(c.charCodeAt() + 96)}]` : c;
  const forms = words.filter(isStrong).map(({ text }) => IS_GRAM.test(text) ? [...text].map(either).join("") : `(?<![\\p{L}\\p{N}])${text}(?:(?!${GRAM}|[ァ-ヺ])[\\p{L}\\p{N}])*`);
  const mark = new RegExp(`(${forms.join("|") || "$^"})`, "giu");
  const sentences = text.match(/[^。．!?！？\n]+[。．!?！？\n]*/g) ?? [];
  const counts = sentences.map(sentence => new Set(sentence.match(mark)).size);
  const first = counts.indexOf(Math.max(...counts));
  const rest = sentences.slice(Math.max(0, first)).join("");
  const shown = rest.slice(0, /[ぁ-ヺ一-鿿가-힣]/.test(text) ? 100 : 200);
  const pieces = shown.split(mark).map((piece, at) => [piece, at % 2 > 0]);
  return [[first > 0 ? "…" : "", false], ...pieces, [shown.length < rest.length ? "…" : "", false]].filter(([piece]) => piece);
};

export class Search {
  constructor(address, fetchJson) {
    Object.assign(this, { address, fetchJson, pieces: {} });
  }

  /** Answers and results. A build makes new pieces and takes old ones away: then the index is fetched once more. */
  async find(question) {
    try {
      return await this.search(question);
    } catch {
      this.pieces = {};
      this.index = undefined;
      return this.search(question, "reload");
    }
  }

  async search(question, cache, isElsewhere) {
    const index = await (this.index ??= this.open(cache));
    const every = tokens(fold(question));
    let words = wordsOf(question, index.small);
    // Who asks what it costs (いくら) is led to the costs (費用); いつまで does not ask いつ.
    const phrases = index.asks.flatMap(({ phrases }) => phrases).filter(phrase => has(every, phrase));
    const isPart = phrase => phrases.some(other => other.length > phrase.length && has(other, phrase));
    for (const { word, phrases: own } of index.asks) {
      const said = own.filter(phrase => phrases.includes(phrase) && !isPart(phrase));
      if (said.length === 0 || has(every, tokens(fold(word)).slice(0, 1))) continue;
      for (const other of words) if (isStrong(other) && said.some(phrase => has(phrase, other.tokens))) other.weight *= 0.3;
      words.push(...wordsOf(word, []).map(word => ({ ...word, weight: 0.7 })));
    }
    let scores = await this.score(words, index);
    if (!scores.length) scores = await this.score(words = wordsOf(question, []), index);
    const [, terms, facts] = index.starts;
    const best = (from, to, most) => Promise.all(scores.filter(([number]) => number >= from && number < to).slice(0, most).map(async ([number, score]) => {
      const [first, name] = index.texts.findLast(([first]) => first <= number);
      return { ...(await this.piece(name))[number - first], score };
    }));
    const asked = words.filter(isStrong).flatMap(word => word.tokens);
    const answers = [...explained(await best(terms, facts, 5), asked, index), ...valued(await best(facts, Infinity, 12), every, index)];
    const results = checked(await best(0, facts, 10), question, words, index);
    const isHere = isElsewhere || [...results, ...answers].some(({ kind }) => kind !== "term");
    return { answers, results, other: isHere ? null : await this.elsewhere(question, answers[0], index) };
  }

  async open(cache) {
    const { version, terms, term_names, texts, text_names, ...index } = await this.fetchJson(this.address, cache);
    if (version !== 1) throw new Error("an index of another version");
    // Pairs of what a piece begins with and its name, which has ten characters.
    const pieces = (firsts, names) => firsts.map((first, at) => [first, names.slice(at * 10, at * 10 + 10)]);
    let number = 0;
    return { ...index, terms: pieces(terms, term_names), texts: pieces(texts.map(count => (number += count) - count), text_names) };
  }

  piece(name) {
    return this.pieces[name] ??= this.fetchJson(this.address.replace(/[^/]*$/, `${name}.json`));
  }

  /** The lists of a token, or of all that begin with it: numbers of things, each with an impact. */
  async lists(token, begins, { terms }) {
    const at = Math.max(0, terms.findLastIndex(([first]) => first <= token));
    const near = terms.slice(at, at + 3).filter(([first], more) => !more || begins && first.startsWith(token));
    const pieces = await Promise.all(near.map(([, name]) => this.piece(name)));
    return pieces.flatMap(piece => (begins ? Object.keys(piece).filter(other => other.startsWith(token)) : [token].filter(token => Object.hasOwn(piece, token)))
      .map(other => ({ list: piece[other], worth: other === token || IS_GRAM.test(token) ? 1 : 0.6 })));
  }

  /** Numbers and scores of all that fits, the best first. */
  async score(words, index) {
    const size = index.documents;
    const [scores, covered] = [new Float32Array(size), new Float32Array(size)];
    const found = await Promise.all(words.map(({ tokens, begins }) => Promise.all(tokens.map(token => this.lists(token, begins, index)))));
    let total = 0;
    words.forEach(({ tokens, need, weight }, at) => {
      const [sums, counts] = [new Float32Array(size), new Uint8Array(size)];
      let [open, most] = [0, 0];
      for (const lists of found[at]) {
        const best = new Float32Array(size);
        // The first number of a list that names the best things only is below nothing: how many there are.
        const times = lists.reduce((sum, { list }) => sum + (list[0] < 0 ? -list[0] : list.length), 0);
        const isOpen = lists.some(({ list }) => list[0] < 0);
        const rarity = Math.log(1 + (size + 0.5) / (times + 0.5));
        for (const { list, worth } of lists) {
          let number = -1;
          for (const packed of list) {
            if (packed < 0) continue;
            number += packed >> 4;
            best[number] = Math.max(best[number], worth * (packed & 15));
          }
        }
        for (let number = 0; number < size; number += 1) {
          if (!best[number]) continue;
          sums[number] += best[number] * rarity;
          if (!isOpen) counts[number] += 1;
        }
        open += isOpen;
        if (times) most = Math.max(most, rarity * weight);
      }
      if (weight <= 0.5) most = 0;
      total += most;
      for (let number = 0; number < size; number += 1) {
        const share = counts[number] + open;
        if (!sums[number] || share < need) continue;
        scores[number] += weight * sums[number] * share / tokens.length ** 2;
        covered[number] += most;
      }
    });
    const fitting = [...scores.keys()].filter(number => covered[number]);
    return fitting.map(number => [number, scores[number] * (covered[number] / total) ** 1.5]).sort(([a, x], [b, y]) => y - x || a - b);
  }

  /** Results in another language: for a word of its own, or for what a term is called there. */
  async elsewhere(question, term, { others }) {
    for (const { lang, name, index } of others) {
      const { results } = await new Search(index, this.fetchJson).search(term?.also?.[lang] ?? question, undefined, true);
      if (results.length) return { lang, name, results: results.map(result => ({ ...result, lang })) };
    }
    return null;
  }
}

/** The terms that are all that is asked for. */
const explained = (terms, asked, { small }) => terms.filter(({ names }) => names.some(name => {
  const own = wordsOf(name, small).filter(isStrong).flatMap(word => word.tokens);
  return has(own, asked) && new Set(asked).size > own.length * 0.6;
})).slice(0, 2);

/** The values whose row and column are both asked for. */
const valued = (facts, every, { small, asks }) => {
  // Words that ask for a column ("last") name no row ("said to last").
  const share = (name, besides = []) => {
    const own = wordsOf(name, small).filter(word => isStrong(word) && !has(besides, word.tokens));
    return own.filter(({ tokens, begins }) => tokens.every(token => begins ? every.some(other => other.startsWith(token)) : every.includes(token))).length / (own.length || 1);
  };
  const found = facts.filter(({ column, asked }) => share(column) === 1 || asks[asked]?.phrases.some(phrase => has(every, phrase)));
  const shares = found.map(({ names, asked }) => Math.max(...names.map(name => share(name, asks[asked]?.phrases.flat()))));
  const most = Math.max(0.01, ...shares);
  const fitting = found.filter((_, at) => shares[at] === most);
  // What many rows have in common means none of them.
  return most < 1 && new Set(fitting.map(({ row }) => row)).size > 2 ? [] : fitting.slice(0, 3);
};

/** How many of the tokens of two texts are in both, 0 to 1. */
const alike = (one, other) => one.filter(token => other.includes(token)).length / new Set([...one, ...other]).size;

/** The results in their order: all pairs of a word may be there, and the word not. */
const checked = (results, question, words, { small }) => {
  const whole = fold(question).trim();
  const asked = tokens(whole).filter(token => !small.includes(token));
  for (const result of results) {
    const name = result.title ?? result.page;
    const [own, all] = [name, `${result.title ?? ""} ${result.page ?? ""} ${result.text}`].map(fold);
    // What is asked may be a heading, or nearly.
    result.score *= 1 + 2 * alike(asked, tokens(own).filter(token => !small.includes(token))) + (own.startsWith(whole) ? 1 : all.includes(whole) ? 0.2 : 0);
    for (const { text, length, need, tokens, weight, isSoft } of words) {
      // 針 is not what 方針 is about.
      const isThere = length > 1 ? all.includes(text) : new RegExp(`(?<![一-鿿々])${text}`).test(all);
      if (!isSoft && weight > 0.5 && length && need === tokens.length && !isThere) result.score *= length < 2 ? 0.2 : result.text.endsWith("…") ? 0.8 : 0.4;
    }
  }
  const seen = [];
  return results.sort((a, b) => b.score - a.score).filter(({ url }) => {
    seen.push(url.split("#")[0]);
    return seen.filter(page => page === seen.at(-1)).length < 5;
  }).map(result => ({ ...result, text: excerpt(result.text, words) }));
};

// ---- What readers see. Its markup has all words: templates/README.md, "The search". ----

const fetchJson = async (address, cache) => {
  const response = await fetch(address, { cache });
  if (!response.ok) throw response;
  return response.json();
};

const make = (name, className, ...inside) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
};

const span = (className, text, lang) => text ? [Object.assign(make("span", className, text), lang && { lang })] : [];

// The name of a result, and what stands behind it.
const partsOf = ({ kind, page, title, table, row, column, text, basis, evidence, reading, language }, kinds) => {
  const pieces = (typeof text === "string" ? [[text]] : text).map(([piece, isMarked]) => isMarked ? make("mark", "", piece) : piece);
  if (row) return [[table ?? page], ...span("label", column ? `${row} · ${column}` : row), make("strong", "answer-value", ...pieces), ...span(`chip evidence-${evidence}`, basis)];
  const name = page && title ? [...span("search-of", page), " › ", title] : [title ?? page];
  return [name, ...span("yomi", reading), ...span("search-kind", kinds[kind], kinds.lang), ...span("search-kind", language), make("span", "search-text", ...pieces)];
};

// Lets a form search, and fills the list and the status beside it.
const connect = root => {
  const form = root.querySelector("form");
  const field = form.elements.q;
  const list = root.querySelector("ul");
  const sample = list.querySelector("li");
  const status = root.querySelector("[role=status]");
  const words = status.dataset;
  // A list of all pages, or a link to it.
  const all = document.getElementById("s.all") ?? root.querySelector(".search-all");
  const search = new Search(form.dataset.index, fetchJson);
  const { lang } = document.documentElement;
  const plural = number => new Intl.PluralRules(lang).select(number);
  // Over a page the focus stays in the box, a combobox whose options are links: screen readers say the one that
  // `aria-activedescendant` names, and Ctrl and a click open a tab. On the page of the search it is a list of links.
  const isOver = field.hasAttribute("role");
  let links = [];
  let active = -1;
  let turn = 0;
  let waiting;
  let telling;

  const choose = next => {
    active = next;
    links.forEach((link, i) => link.setAttribute("aria-selected", i === active));
    links[active]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", links[active]?.id ?? "");
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
    // An earlier question may be answered later.
    if (mine !== turn) return;
    const { answers, other } = found;
    const results = found.results.filter(({ url }) => !answers.some(answer => answer.url === url));
    const others = (other?.results ?? []).map(result => ({ ...result, language: other.name }));
    list.replaceChildren(...[...answers, ...results, ...others].map(item));
    answers.forEach(({ evidence }, i) => { list.children[i].className = `answer-item evidence-${evidence ?? "none"}`; });
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

  // What is still composed is no question.
  const soon = event => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(run, 80);
  };
  field.addEventListener("input", soon);
  field.addEventListener("compositionend", () => soon({}));
  // By Enter. Over a page, with nothing chosen, it leads to the page of the search.
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
  if (isOver) {
    // A click leaves the focus where it is.
    list.addEventListener("mousedown", event => event.preventDefault());
  } else {
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
      // The focus returns to it: Safari gives none to a link that is clicked.
      if (document.activeElement === document.body) opener.focus({ preventScroll: true });
      dialog.showModal();
    }
    field.select();
  };
  // From theme.js.
  opener?.addEventListener("search", event => {
    event.preventDefault();
    toggle();
  });
  if (!page) {
    dialog.addEventListener("pointerdown", event => { pressed = event.target; });
    dialog.addEventListener("click", event => {
      // A selection may end outside.
      if (event.target === dialog ? pressed === dialog : event.target.closest("a") && !event.ctrlKey && !event.metaKey) dialog.close();
    });
    toggle();
  }
}

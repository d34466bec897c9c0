// The stub below stands for the engine, and is replaced by it.
export class Search {
  constructor(index, fetchJson) {
    Object.assign(this, { index, fetchJson });
  }

  async find(query) {
    if (query === "fail") await this.fetchJson("/gone.json");
    await new Promise(done => setTimeout(done, query.length < 2 ? 400 : 20));
    const url = new URL("../", this.index).pathname;
    const ja = url.endsWith("/ja/");
    const section = n => ({ kind: "section", url: `${url}faq/#q${n}`, page: ja ? "よくある質問" : "Frequently asked questions", title: n ? (ja ? `エクソソームの効果はどのくらい続きますか（${n}）` : `How long does the effect of exosomes last? (${n})`) : undefined, text: ja ? [["薄毛（AGA）で効果が", false], ["続く", true], ["とされる期間は3〜6ヶ月です。クリニックの説明による値で、比較試験で確かめられた値ではありません。何回受けるかによって変わるという説明もあり、ひとりひとりの違いについてはわかっていません。", false]] : [["Clinics say that the effect on hair loss will ", false], ["last", true], [" three to six months. The figure is what clinics say, and no controlled trial has looked at it. Some say that it depends on the number of sessions.", false]] });
    const fact = { kind: "fact", url: `${url}guide/duration/#table-duration`, page: ja ? "持続期間" : "Duration", table: ja ? "目的別の持続期間" : "Duration by purpose", row: ja ? "薄毛（AGA）" : "Hair loss (AGA)", column: ja ? "持続期間" : "Duration", text: ja ? "3〜6ヶ月" : "3–6 months", basis: ja ? "医療機関などの説明" : "statements by clinics and similar sources", evidence: "said" };
    const term = { kind: "term", url: `${url}glossary/#term-exosome`, title: ja ? "エクソソーム" : "exosome", reading: ja ? "えくそそーむ" : undefined, text: ja ? "細胞が外に出す、直径およそ100ナノメートルの小さな袋。" : "A small vesicle, about 100 nanometres wide, that cells release." };
    const work = { kind: "work", url: `${url}references/#ref-park`, title: "Efficacy of exosomes for hair regrowth: a pilot study", text: [["Park et al., 2023. Journal of ", false], ["Hair", true], [" Research.", false]] };
    if (query.startsWith("qzx")) return { answers: [], results: [], other: null };
    if (query === "other") return { answers: [], results: [], other: { lang: ja ? "en" : "ja", name: ja ? "English" : "日本語", results: [{ ...work, lang: ja ? "en" : "ja" }] } };
    if (query === "one") return { answers: [], results: [section(1)], other: null };
    return { answers: query.length > 3 ? [fact, term] : [], results: [section(0), section(1), work, { ...term, text: [[term.text, false]] }, section(2), section(3), section(4)], other: null };
  }
}

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

const span = (className, text) => text ? [make("span", className, text)] : [];

// The name of a result, and what stands behind it.
const partsOf = ({ kind, page, title, table, row, column, text, basis, evidence, reading, language }, kinds) => {
  const pieces = (typeof text === "string" ? [[text]] : text).map(([piece, isMarked]) => isMarked ? make("mark", "", piece) : piece);
  if (row) return [[table ?? page], ...span("label", column ? `${row} · ${column}` : row), make("strong", "answer-value", ...pieces), ...span(`chip evidence-${evidence}`, basis)];
  const name = page && title ? [...span("search-of", page), " › ", title] : [title ?? page];
  return [name, ...span("yomi", reading), ...span("search-kind", kinds[kind]), ...span("search-kind", language), make("span", "search-text", ...pieces)];
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
    const { answers, results, other } = found;
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

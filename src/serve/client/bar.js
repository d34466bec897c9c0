// The editors' bar and the overlay: what is known of the open page, in a shadow root that the page's own styles do not reach.
//
// All text is set as text: what the server says is full of what authors wrote.

import { look } from "./look.js";
import { dayName, language, languageName, words } from "./words.js";

/** An element with attributes, listeners (`onclick`) and children. */
const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child || child === 0));
  return element;
};

const SHAPES = {
  error: ["M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13", "M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"],
  warning: ["M8 2L14.5 13.5H1.5Z", "M8 6.5v3M8 11.6v.1"],
  advice: ["M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13", "M8 7.4v3.4M8 5.1v.1"],
  good: ["M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13", "M5 8.2l2.1 2.1L11 6.2"],
  unsure: ["M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13", "M6.2 6.3c0-2.4 3.6-2.3 3.6-.1c0 1.5-1.8 1.5-1.8 2.7M8 11.2v.1"],
  lost: ["M3 3l10 10M6 4.2A7 7 0 0 1 15 7M1 7a9 9 0 0 1 2.6-1.8M4 10a6 6 0 0 1 3.2-1.9M8 13v.1"],
  close: ["M4 4l8 8M12 4l-8 8"],
};
const icon = (name) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", name);
  for (const shape of SHAPES[name]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", shape);
    svg.append(path);
  }
  return svg;
};

const madeFrom = new WeakMap();
/** Puts children in the place of those that are there, if what they are made from has changed. The focus is not lost with them. */
const fill = (element, from, make) => {
  const key = JSON.stringify(from);
  if (madeFrom.get(element) === key) return;
  madeFrom.set(element, key);
  const held = element.getRootNode().activeElement;
  const holds = held && element !== held && element.contains(held);
  element.replaceChildren(...[make()].flat(9).filter(Boolean));
  if (!holds) return;
  const same = [...element.querySelectorAll("a")].find((link) => link.href === held.href);
  (same ?? element.closest("details, dialog")?.querySelector("summary, button"))?.focus();
};

/** Text in which what stands between backticks is code. */
const withCode = (text) => text.split("`").map((part, index, all) =>
  (index % 2 === 1 && index < all.length - 1 ? h("code", {}, part) : part));

// ---- Links ----

/** Schemes that run or show something in the browser itself. All others are handed to a program, such as an editor. */
const INSIDE = ["javascript:", "data:", "vbscript:", "blob:", "filesystem:", "about:", "view-source:"];

/** A link to where a file can be changed: only as the server gave it, and nothing that would run here. */
const editLink = (address, name, text = words.edit) => {
  if (!address || !URL.canParse(address)) return null;
  const { protocol } = new URL(address);
  if (INSIDE.includes(protocol)) return null;
  const outside = /^https?:$/.test(protocol);
  const label = text === words.edit ? words.editFile(name) : null;
  return h("a", { href: address, "aria-label": label, target: outside ? "_blank" : null, rel: "noopener noreferrer" }, text);
};

const pageLink = (address, ...children) => {
  if (!address || !URL.canParse(address, location.href)) return h("span", {}, ...children);
  const url = new URL(address, location.href);
  return url.origin === location.origin ? h("a", { href: url.href }, ...children) : h("span", {}, ...children);
};

// ---- Diagnostics ----

/** What a terminal gives two cells: Chinese, Japanese, Korean, what is as wide, and pictures. */
const WIDE = new RegExp("[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua000-\\ua4cf\\ua960-\\ua97c\\uac00-\\ud7a3"
  + "\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1f64f}\\u{1f900}-\\u{1f9ff}\\u{20000}-\\u{3fffd}]", "u");
const NONE = /\p{Mn}|\p{Me}|\p{Cf}/u;
const cells = (character) => (NONE.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** Cuts a line where its cells in a terminal reach those numbers. */
const cut = (line, from, to) => {
  const parts = ["", "", ""];
  let at = 0;
  for (const character of line) {
    parts[at < from ? 0 : at < to ? 1 : 2] += character;
    at += cells(character);
  }
  return parts;
};

/**
 * The excerpt of a terminal as rows: lines of source with what is marked in them. A browser has no fonts in which Japanese is
 * twice as wide as Latin to the pixel, so that carets below a line would point beside what they mean.
 */
const rows = (snippet) => {
  const found = [];
  for (const line of snippet.split("\n")) {
    const source = /^\s*(\d+) \|(?: (.*))?$/.exec(line);
    const marks = /^\s*\| ( *)(\^[\^.]*|-[-.]*)(?: (.*))?$/.exec(line);
    const other = /^\s*::: (.*)$/.exec(line);
    const last = found.at(-1);
    if (source) {
      found.push({ number: source[1], parts: [source[2] ?? "", "", ""] });
    } else if (marks && last?.number && !last.parts[1]) {
      const from = marks[1].length;
      last.parts = cut(last.parts[0], from, from + marks[2].length);
      last.aside = marks[2].startsWith("-");
      if (marks[3]) found.push({ note: marks[3] });
    } else if (other) {
      found.push({ note: other[1] });
    } else if (!/^\s*\|?\s*$|^\s*--> |^\s*= |^(error|warning|advice|note)\b.*: /.test(line)) {
      found.push({ note: line });
    }
  }
  return found;
};

const snippet = ({ snippet: text, level }) => {
  const all = text ? rows(text) : [];
  // Of a file that is no text there is no line to show.
  if (!all.some((row) => row.number && row.parts.join(""))) return null;
  return h("div", { class: `snippet ${level}` }, all.map((row) => (row.number === undefined
    ? h("span", { class: "note" }, row.note)
    : [
      h("span", { class: "number", "aria-hidden": "true" }, row.number),
      h("code", { class: "source" }, row.parts[0], row.parts[1] && h("mark", { class: row.aside && "aside" }, row.parts[1]), row.parts[2]),
    ])));
};

const level = (name) => (SHAPES[name] ? name : "advice");

const diagnostic = (told) => h("li", { class: "diagnostic" },
  h("p", { class: "message" },
    icon(level(told.level)),
    h("span", {}, h("span", { class: "unseen" }, `${words.levels[told.level] ?? told.level}: `), withCode(told.message), " ",
      h("span", { class: "code" }, told.code))),
  h("p", { class: "place" },
    h("span", { class: "file" }, `${told.file}:${told.line}:${told.column}`), editLink(told.edit, `${told.file}:${told.line}`)),
  snippet(told),
  told.help && h("p", { class: "help" }, h("b", {}, words.help), withCode(told.help)));

/** How many are shown: a mistake in a template is on every page. */
const MOST = 30;
const diagnosticList = (all) => [
  h("ul", { class: "diagnostics", role: "list" }, all.slice(0, MOST).map(diagnostic)),
  all.length > MOST && h("p", { class: "soft" }, words.more(all.length - MOST)),
];

const counted = (levels) => ["error", "warning", "advice"].filter((name) => levels[name]).map((name) => words[name](levels[name]));
const tally = (diagnostics) => {
  const levels = { error: 0, warning: 0, advice: 0 };
  for (const { level: name } of diagnostics) levels[level(name)] += 1;
  return levels;
};

// ---- What is kept ----

const store = (area, key, value) => {
  try {
    if (value === undefined) return JSON.parse(area().getItem(key));
    area().setItem(key, JSON.stringify(value));
  } catch { /* Then it is as at first. */ }
  return null;
};
const forGood = (key, value) => store(() => localStorage, key, value);
const forNow = (key, value) => store(() => sessionStorage, key, value);

// ---- The bar ----

/** What is said of the page itself, the most important first: a word for the pill, a sentence for the panel. */
const marksOf = (page) => {
  if (!page) return [];
  const { draft, waits, expired, translation } = page;
  return [
    draft && [words.draft, words.draftLong],
    waits && [words.waits, words.waitsLong(dayName(waits))],
    expired && [words.expired, words.expiredLong(dayName(expired))],
    words.stateShort[translation?.state] && [words.stateShort[translation.state], words.stateLong[translation.state](languageName(translation.of))],
  ].filter(Boolean);
};

const stateTag = (state) => h("span", {
  class: `tag ${{ current: "fine", original: "fine", stale: "warn", "stands-in": "warn", unstamped: "warn", orphan: "bad" }[state] ?? ""}`,
}, words.states[state] ?? state);

/** The part of the pill that counts. */
const counts = ({ told, state, lost }) => {
  if (lost) return { icons: ["lost"], text: words.lost, name: words.lost };
  if (!state) return { icons: [], text: words.waiting, name: words.waiting };
  const here = tally((told?.diagnostics ?? []).filter((one) => one.here));
  const site = { error: state.errors, warning: state.warnings, advice: 0 };
  const [where, levels] = here.error || here.warning ? [words.here, here] : [words.elsewhere, site];
  if (!levels.error && !levels.warning) return { icons: ["good"], text: words.fine, name: words.fine };
  return { where, levels, name: `${where}: ${counted({ ...levels, advice: 0 }).join(words.and)}` };
};

/** Puts the bar on the page. */
export const open = (base) => {
  const host = document.createElement("shirube-bar");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [look()];

  const before = forGood("shirube-bar");
  const kept = { open: before?.open === true, folds: { problems: true, translation: true, facts: false, check: true, ...before?.folds } };
  const keep = () => forGood("shirube-bar", kept);

  const said = h("p", { class: "unseen", role: "status" });
  const pill = h("button", { class: "pill", type: "button", "aria-controls": "panel", onclick: () => turn(!kept.open) });
  const title = h("h2", { id: "title" });
  const scroll = h("div", { class: "scroll" });
  const panel = h("section", { class: "panel", id: "panel", "aria-labelledby": "title" },
    h("header", {}, title,
      h("button", { class: "icon-button", type: "button", "aria-label": words.close, onclick: () => turn(false) }, icon("close"))),
    scroll);
  const outline = h("div", { class: "outline", hidden: true });
  const screen = h("div", { class: "screen", lang: language, dir: "ltr", role: "region", "aria-label": words.bar, popover: "manual" },
    pill, panel, said, outline);

  const fold = (name, heading) => {
    const content = h("div", { class: "fold" });
    const beside = h("span", {});
    const element = h("details", { open: kept.folds[name] },
      h("summary", {}, h("h2", {}, heading), beside), content);
    element.addEventListener("toggle", () => {
      kept.folds[name] = element.open;
      keep();
    });
    return { element, beside, content };
  };
  const marks = h("section", { class: "marks" });
  const problems = fold("problems", words.problems);
  const translation = fold("translation", words.translation);
  const facts = fold("facts", words.facts);
  const check = fold("check", words.check);
  scroll.append(marks, problems.element, translation.element, facts.element, check.element);

  const turn = (isOpen) => {
    const held = panel.contains(root.activeElement);
    kept.open = isOpen;
    keep();
    panel.hidden = !isOpen;
    pill.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) {
      if (held) pill.focus();
      point(null);
    }
  };
  screen.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !kept.open) return;
    event.stopPropagation();
    turn(false);
  });

  // ---- The frame around what the check found ----

  let pointed = null;
  const follow = () => {
    if (!pointed) return;
    const box = pointed.element.getBoundingClientRect();
    outline.style.left = `${box.left - 4}px`;
    outline.style.top = `${box.top - 4}px`;
    outline.style.width = `${box.width + 8}px`;
    outline.style.height = `${box.height + 8}px`;
  };
  /** Shows an element of the page, or lets go of the one that is shown. */
  const point = (element, button = null) => {
    pointed?.button?.setAttribute("aria-pressed", "false");
    pointed = element?.isConnected ? { element, button } : null;
    outline.hidden = true;
    if (!pointed) return;
    button?.setAttribute("aria-pressed", "true");
    for (let at = element.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    // On a narrow screen the panel lies over the lower part of the page.
    const { left, top } = panel.getBoundingClientRect();
    const free = left < innerWidth / 4 ? top : innerHeight;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const box = element.getBoundingClientRect();
    scrollBy({ top: box.top - Math.max(8, (free - box.height) / 2), behavior: calm ? "instant" : "smooth" });
    outline.hidden = false;
    follow();
  };
  addEventListener("scroll", follow, { passive: true, capture: true });
  addEventListener("resize", follow, { passive: true });

  // ---- The check ----

  let checked = null;
  let generation = null;
  const finding = ({ kind, text, element, selector }) => {
    const inside = [
      icon(kind === "fault" ? "warning" : "unsure"),
      h("span", {}, kind === "fault" ? "" : h("span", { class: "soft" }, `${words.unsure}: `), text),
      selector && h("span", { class: "file" }, selector),
    ];
    if (!element) return h("li", {}, h("div", { class: "finding" }, inside));
    const button = h("button", { class: "finding", type: "button", title: words.show, "aria-pressed": "false" }, inside);
    button.addEventListener("click", () => (pointed?.button === button ? point(null) : point(element, button)));
    return h("li", {}, button);
  };
  const group = ({ name, rule, findings }) => h("div", {},
    h("h3", {}, `${name} (${rule})`),
    h("ul", { role: "list" }, findings.slice(0, MOST).map(finding)),
    findings.length > MOST && h("p", { class: "soft" }, words.more(findings.length - MOST)));

  const outcome = h("div", { class: "findings", "aria-live": "polite" });
  const old = h("p", { class: "soft", hidden: true }, words.checkOld);
  const run = async () => {
    // A button that is disabled would lose the focus.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = words.checking;
    point(null);
    try {
      const module = await import("./check.js");
      const groups = await module.check({ host, root, base });
      const all = groups.flatMap((one) => one.findings);
      const faults = all.filter((one) => one.kind === "fault").length;
      outcome.replaceChildren(
        h("p", { class: "with" }, icon(faults ? "warning" : "good"), all.length ? words.checkFound(faults, all.length - faults) : words.checkClean),
        ...groups.filter((one) => one.findings.length).map(group));
      checked = generation;
      scroll.scrollTop = check.element.offsetTop - scroll.offsetTop;
    } catch (error) {
      outcome.replaceChildren(h("p", { class: "error" }, `${words.checkFailed} ${error}`));
    }
    old.hidden = true;
    button.removeAttribute("aria-disabled");
    button.textContent = words.checkAgain;
  };
  const button = h("button", { type: "button", onclick: run }, words.checkButton);
  check.content.append(button, h("p", { class: "soft" }, words.checkNote), old, outcome);

  // ---- The overlay ----

  const closed = `shirube-closed:${location.pathname}`;
  const brokenText = h("p", { id: "broken-text" });
  const brokenList = h("div", { "aria-live": "polite" });
  const putAside = h("button", { type: "button", onclick: () => broken.close() }, words.close);
  const broken = h("dialog", {
    class: "broken", lang: language, dir: "ltr", role: "alertdialog", "aria-labelledby": "broken-title", "aria-describedby": "broken-text",
  },
  h("header", {}, h("h2", { id: "broken-title" }, words.broken), brokenText,
    putAside),
  h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.problems }, brokenList));
  let overlaid = null;
  let mended = false;
  broken.addEventListener("close", () => {
    if (!mended && overlaid) forNow(closed, overlaid);
  });

  /** The overlay is there as long as the page is broken, unless these very mistakes were put aside. */
  const overlay = (told) => {
    if (!told?.broken) {
      overlaid = null;
      forNow(closed, "");
      mended = true;
      if (broken.open) broken.close();
      return;
    }
    const errors = told.diagnostics.filter((one) => one.level === "error");
    const all = errors.length ? errors : told.diagnostics;
    const sorted = [...all].sort((a, b) => Number(b.here) - Number(a.here));
    overlaid = sorted.map((one) => [one.code, one.file, one.line, one.column, one.message].join("\n")).join("\n\n");
    brokenText.textContent = told.digest ? words.brokenLong : words.brokenFirst;
    fill(brokenList, sorted, () => diagnosticList(sorted));
    mended = false;
    if (broken.open || forNow(closed) === overlaid) return;
    broken.showModal();
    putAside.focus();
  };

  // ---- What is told ----

  const showPill = (model, notes) => {
    const { icons, text, where, levels, name } = counts(model);
    const notesShort = notes.map(([short]) => short);
    const full = [name, ...notesShort].join(words.and);
    const unseen = (says) => h("span", { class: "unseen" }, says);
    const counter = (kind) => {
      if (!levels?.[kind]) return null;
      const [before, after] = words[kind](levels[kind]).split(String(levels[kind]));
      return h("span", { class: `with ${kind}` }, icon(kind), h("span", {}, unseen(before), h("b", {}, String(levels[kind])), unseen(after)));
    };
    fill(pill, [text, where, levels, notesShort], () => [
      unseen("Shirube: "),
      where && h("span", { class: "where" }, where),
      counter("error"),
      counter("warning"),
      text && h("span", { class: `with ${icons?.[0] ?? ""}` }, (icons ?? []).map(icon), text),
      notesShort.map((note) => h("span", { class: "tag warn" }, note)),
    ]);
    if (said.textContent !== full) said.textContent = full;
  };

  /** What would come of a build. Before every page has been looked at, nobody knows that it would succeed. */
  const outlook = (refused, swept) => {
    if (refused) return h("p", { class: "with error" }, icon("error"), words.refused);
    return swept ? h("p", { class: "with good" }, icon("good"), words.published) : h("p", { class: "soft" }, words.sweeping);
  };
  const showProblems = ({ told, state, lost }) => {
    const all = told?.diagnostics ?? [];
    const here = all.filter((one) => one.here);
    const site = all.filter((one) => !one.here);
    const whole = { error: state?.errors ?? 0, warning: state?.warnings ?? 0, advice: 0 };
    const numbers = counted(whole);
    problems.beside.textContent = numbers.join(words.and);
    problems.beside.className = whole.error ? "error" : whole.warning ? "warning" : "soft";
    const refused = told?.site?.refused ?? whole.error > 0;
    fill(problems.content, [here, site, refused, state?.swept, lost, Boolean(state)], () => [
      lost && h("p", { class: "with error" }, icon("lost"), words.lostLong),
      state && outlook(refused, state.swept),
      here.length > 0 && [h("h3", {}, words.problemsHere), diagnosticList(here)],
      site.length > 0 && [h("h3", {}, words.problemsSite), diagnosticList(site)],
    ]);
  };

  const showTranslation = (page) => {
    const told = page?.translation;
    translation.element.hidden = !told;
    if (!told) return;
    fill(translation.beside, told.state, () => stateTag(told.state));
    fill(translation.content, told, () => [
      words.stateLong[told.state] && h("p", {}, words.stateLong[told.state](languageName(told.of))),
      told.others?.length > 0 && h("ul", { class: "others", role: "list" }, told.others.map((other) => h("li", {},
        pageLink(other.url, h("span", { lang: other.lang }, other.name)), stateTag(other.state)))),
    ]);
  };

  const showFacts = (page) => {
    const all = page?.facts ?? [];
    facts.element.hidden = !page;
    facts.beside.className = "soft";
    facts.beside.textContent = all.length ? String(all.length) : "";
    fill(facts.content, all, () => (all.length === 0
      ? h("p", { class: "soft" }, words.noFacts)
      : h("ul", { class: "facts", role: "list" }, all.map((fact) => h("li", {},
        h("span", { class: "value", lang: page.lang }, fact.text),
        editLink(fact.edit, `${fact.file}:${fact.line}`) ?? h("span", {}),
        h("span", { class: "id file" }, fact.id),
        h("span", { class: "why" },
          fact.sources?.length ? `${words.sources}${fact.sources.join(words.and)}` : words.noSource,
          fact.evidence ? ` · ${words.evidence}${fact.evidence}` : ""))))));
  };

  let isBack = false;
  const show = (model) => {
    if (!host.isConnected) put();
    const { told, state } = model;
    const page = told?.page ?? null;
    const notes = marksOf(page);
    showPill(model, notes);
    fill(title, page ? [page.name, page.file, page.edit] : null, () => (page
      ? [h("span", { class: "file" }, page.file), " ", editLink(page.edit, page.file)]
      : words.bar));
    marks.hidden = notes.length === 0;
    fill(marks, notes, () => notes.map(([, long]) => h("p", {}, long)));
    showProblems(model);
    showTranslation(page);
    showFacts(page);
    generation = told?.digest ?? state?.generation ?? null;
    old.hidden = checked === null || checked === generation;
    if (told && !model.lost) overlay(told);
    if (told && !isBack) {
      isBack = true;
      scroll.scrollTop = forNow("shirube-scroll") ?? 0;
    }
  };

  const put = () => {
    root.append(screen, broken);
    document.documentElement.append(host);
    // Above whatever the page has, and measured by the screen even where the page transforms itself.
    screen.showPopover?.();
  };
  panel.hidden = !kept.open;
  pill.setAttribute("aria-expanded", String(kept.open));
  addEventListener("pagehide", () => forNow("shirube-scroll", scroll.scrollTop));

  return { show };
};

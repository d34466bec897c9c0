// The editors' bar: what is known of the open page, in a shadow root that the page's own styles do not reach.

import { counted, diagnosticList, tally } from "./diagnostic.js";
import { makeCheck } from "./finding.js";
import { look } from "./look.js";
import { makeOverlay } from "./overlay.js";
import { editLink, fill, forGood, forNow, h, icon, pageLink } from "./parts.js";
import { dayName, language, languageName, words } from "./words.js";

/** The language that a text comes from, as it is called. */
const originOf = ({ of, others }) => {
  const origin = of ?? others?.find((other) => other.state === "original")?.lang;
  return origin ? languageName(origin) : words.another;
};

/** What is said of the page itself, the most important first: a word for the pill, a sentence for the panel. */
const marksOf = (page) => {
  if (!page) return [];
  const { draft, waits, expired, translation } = page;
  return [
    draft && [words.draft, words.draftLong],
    waits && [words.waits, words.waitsLong(dayName(waits))],
    expired && [words.expired, words.expiredLong(dayName(expired))],
    words.stateShort[translation?.state] && [words.stateShort[translation.state], words.stateLong[translation.state](originOf(translation))],
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
  const screen = h("div", { class: "screen", lang: language, dir: "ltr", role: "region", "aria-label": words.bar, popover: "manual" },
    pill, panel, said);

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
  const checkFold = fold("check", words.check);
  scroll.append(marks, problems.element, translation.element, facts.element, checkFold.element);

  const turn = (isOpen) => {
    const held = panel.contains(root.activeElement);
    kept.open = isOpen;
    keep();
    panel.hidden = !isOpen;
    pill.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) {
      if (held) pill.focus();
      check.letGo();
    }
  };
  screen.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !kept.open) return;
    event.stopPropagation();
    turn(false);
  });

  const check = makeCheck({
    host, root, base, panel, fold: checkFold.content,
    done: () => { scroll.scrollTop = checkFold.element.offsetTop - scroll.offsetTop; },
  });
  screen.append(check.outline);
  const overlay = makeOverlay();

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
      // What wants something done is said above already.
      words.stateLong[told.state] && !words.stateShort[told.state] && h("p", {}, words.stateLong[told.state](originOf(told))),
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
    const { told } = model;
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
    check.show(told);
    if (told && !model.lost) overlay.show(told);
    if (told && !isBack) {
      isBack = true;
      scroll.scrollTop = forNow("shirube-scroll") ?? 0;
    }
  };

  const put = () => {
    root.append(screen, overlay.element);
    document.documentElement.append(host);
    // Above whatever the page has, and measured by the screen even where the page transforms itself.
    screen.showPopover?.();
  };
  panel.hidden = !kept.open;
  pill.setAttribute("aria-expanded", String(kept.open));
  addEventListener("pagehide", () => forNow("shirube-scroll", scroll.scrollTop));

  return { show };
};

// Diagnostics as a terminal shows them: the place, what is wrong, the line with what is meant in it, what helps.

import { editLink, h, icon, withCode } from "./parts.js";
import { words } from "./words.js";

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

const level = (name) => (name in words.levels ? name : "advice");

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
export const diagnosticList = (all) => [
  h("ul", { class: "diagnostics", role: "list" }, all.slice(0, MOST).map(diagnostic)),
  all.length > MOST && h("p", { class: "soft" }, words.more(all.length - MOST)),
];

export const counted = (levels) => ["error", "warning", "advice"].filter((name) => levels[name]).map((name) => words[name](levels[name]));
export const tally = (diagnostics) => {
  const levels = { error: 0, warning: 0, advice: 0 };
  for (const { level: name } of diagnostics) levels[level(name)] += 1;
  return levels;
};

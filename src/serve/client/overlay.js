// The overlay: while what stands in the files now does not build, its mistakes lie over the last good page.

import { diagnosticList } from "./diagnostic.js";
import { fill, forNow, h } from "./parts.js";
import { language, words } from "./words.js";

/** What of the diagnostics is shown: the errors of this page, else those of the site. */
const blame = (diagnostics) => {
  const errors = diagnostics.filter((one) => one.level === "error");
  const here = errors.filter((one) => one.here);
  return [here, errors].find((some) => some.length > 0) ?? diagnostics;
};

/** Makes the overlay: its element, and what shows it or takes it away, by what is told of the page. */
export const makeOverlay = () => {
  const closed = `shirube-closed:${location.pathname}`;
  const text = h("p", { id: "broken-text" });
  const list = h("div", { "aria-live": "polite" });
  const putAside = h("button", { type: "button", onclick: () => element.close() }, words.close);
  const names = { "aria-labelledby": "broken-title", "aria-describedby": "broken-text" };
  const element = h("dialog", { class: "broken", lang: language, dir: "ltr", role: "alertdialog", ...names },
    h("header", {}, h("h2", { id: "broken-title" }, words.broken), text, putAside),
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.problems }, list));
  /** Which mistakes are shown; none while the page is right. */
  let shown = null;
  element.addEventListener("close", () => { if (shown) forNow(closed, shown); });

  const show = (told) => {
    if (!told.broken) {
      shown = null;
      forNow(closed, "");
      if (element.open) element.close();
      return;
    }
    const mistakes = blame(told.diagnostics);
    shown = mistakes.map((one) => [one.code, one.file, one.line, one.column, one.message].join("\n")).join("\n\n");
    text.textContent = told.digest ? words.brokenLong : words.brokenFirst;
    fill(list, mistakes, () => diagnosticList(mistakes));
    // These very mistakes may have been put aside.
    if (element.open || forNow(closed) === shown) return;
    element.showModal();
    putAside.focus();
  };
  return { element, show };
};

// The accessibility check in the bar: its button, what it found, and the frame around an element of the page.

import { h, icon } from "./parts.js";
import { words } from "./words.js";

/** How many findings of a rule are shown. */
const MOST = 30;

/** The frame around an element of the page. `panel` may lie over the page. */
const makeOutline = (panel) => {
  const element = h("div", { class: "outline", hidden: true });
  let pointed = null;
  const follow = () => {
    if (!pointed) return;
    const box = pointed.element.getBoundingClientRect();
    Object.assign(element.style, {
      left: `${box.left - 4}px`, top: `${box.top - 4}px`, width: `${box.width + 8}px`, height: `${box.height + 8}px`,
    });
  };
  const letGo = () => {
    pointed?.button.setAttribute("aria-pressed", "false");
    pointed = null;
    element.hidden = true;
  };
  /** Shows what a finding is about; once more, and it is let go. */
  const point = (target, button) => {
    const again = pointed?.button === button;
    letGo();
    if (again || !target.isConnected) return;
    pointed = { element: target, button };
    button.setAttribute("aria-pressed", "true");
    for (let at = target.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    // On a narrow screen the panel lies over the lower part of the page.
    const { left, top } = panel.getBoundingClientRect();
    const free = left < innerWidth / 4 ? top : innerHeight;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const box = target.getBoundingClientRect();
    scrollBy({ top: box.top - Math.max(8, (free - box.height) / 2), behavior: calm ? "instant" : "smooth" });
    element.hidden = false;
    follow();
  };
  addEventListener("scroll", follow, { passive: true, capture: true });
  addEventListener("resize", follow, { passive: true });
  return { element, point, letGo };
};

/** Makes the section of the check, which fills `fold`. `done` is called when there are findings. */
export const makeCheck = ({ host, root, base, panel, fold, done }) => {
  const outline = makeOutline(panel);
  let checked = null;
  let digest = null;

  const finding = ({ kind, text, element, selector }) => {
    const inside = [
      icon(kind === "fault" ? "warning" : "unsure"),
      h("span", {}, kind === "fault" ? "" : h("span", { class: "soft" }, `${words.unsure}: `), text),
      selector && h("span", { class: "file" }, selector),
    ];
    if (!element) return h("li", {}, h("div", { class: "finding" }, inside));
    const button = h("button", { class: "finding", type: "button", title: words.show, "aria-pressed": "false" }, inside);
    button.addEventListener("click", () => outline.point(element, button));
    return h("li", {}, button);
  };
  const group = ({ name, rule, findings }) => h("div", {},
    h("h3", {}, `${name} (${rule})`),
    h("ul", { role: "list" }, findings.slice(0, MOST).map(finding)),
    findings.length > MOST && h("p", { class: "soft" }, words.more(findings.length - MOST)));
  const summary = (all) => {
    const faults = all.filter((one) => one.kind === "fault").length;
    const text = all.length ? words.checkFound(faults, all.length - faults) : words.checkClean;
    return h("p", { class: "with" }, icon(faults ? "warning" : "good"), text);
  };

  const outcome = h("div", { class: "findings", "aria-live": "polite" });
  const old = h("p", { class: "soft", hidden: true }, words.checkOld);
  const run = async () => {
    // A button that is disabled would lose the focus.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = words.checking;
    outline.letGo();
    try {
      const { check } = await import("./check.js");
      const groups = await check({ host, root, base });
      outcome.replaceChildren(
        summary(groups.flatMap((one) => one.findings)), ...groups.filter((one) => one.findings.length > 0).map(group));
      checked = digest;
      done();
    } catch (error) {
      outcome.replaceChildren(h("p", { class: "error" }, `${words.checkFailed} ${error}`));
    }
    old.hidden = true;
    button.removeAttribute("aria-disabled");
    button.textContent = words.checkAgain;
  };
  const button = h("button", { type: "button", onclick: run }, words.checkButton);
  fold.append(button, h("p", { class: "soft" }, words.checkNote), old, outcome);

  /** Says when the findings are of another state of the page. */
  const show = (told) => {
    digest = told?.digest ?? null;
    old.hidden = checked === null || checked === digest;
  };
  return { outline: outline.element, letGo: outline.letGo, show };
};

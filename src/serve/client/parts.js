// What the parts of the bar are made of: elements, icons, links, and what is kept between two pages.
//
// All text is set as text: what the server says is full of what authors wrote.

import { words } from "./words.js";

/** An element with attributes, listeners (`onclick`) and children. */
export const h = (tag, attributes = {}, ...children) => {
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
export const icon = (name) => {
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
export const fill = (element, from, make) => {
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
export const withCode = (text) => text.split("`").map((part, index, all) =>
  (index % 2 === 1 && index < all.length - 1 ? h("code", {}, part) : part));

/** Schemes that run or show something in the browser itself. All others are handed to a program, such as an editor. */
const INSIDE = ["javascript:", "data:", "vbscript:", "blob:", "filesystem:", "about:", "view-source:"];

/** A link to where a file can be changed: only as the server gave it, and nothing that would run here. */
export const editLink = (address, name, text = words.edit) => {
  if (!address || !URL.canParse(address)) return null;
  const { protocol } = new URL(address);
  if (INSIDE.includes(protocol)) return null;
  const outside = /^https?:$/.test(protocol);
  const label = text === words.edit ? words.editFile(name) : null;
  return h("a", { href: address, "aria-label": label, target: outside ? "_blank" : null, rel: "noopener noreferrer" }, text);
};

export const pageLink = (address, ...children) => {
  if (!address || !URL.canParse(address, location.href)) return h("span", {}, ...children);
  const url = new URL(address, location.href);
  return url.origin === location.origin ? h("a", { href: url.href }, ...children) : h("span", {}, ...children);
};

const store = (area, key, value) => {
  try {
    if (value === undefined) return JSON.parse(area().getItem(key));
    area().setItem(key, JSON.stringify(value));
  } catch { /* Then it is as at first. */ }
  return null;
};
export const forGood = (key, value) => store(() => localStorage, key, value);
export const forNow = (key, value) => store(() => sessionStorage, key, value);

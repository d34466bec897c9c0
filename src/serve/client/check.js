// Looks at the open page for barriers that a program can find: each with the rule and the element.
//
// What cannot be told for certain is said as something to look at, never as a fault: a check that cries wolf is not read.

import { language } from "./words.js";

const TEXTS = {
  en: {
    contrast: "Contrast", target: "Target size", reflow: "Overflow at 320 px", names: "Names", headings: "Headings", language: "Languages", ids: "Ids",
    ratio: (ratio, needed, text) => `${ratio}:1 where ${needed}:1 is needed: “${text}”`,
    ratioUnknown: (text) => `Contrast cannot be told over a picture, a gradient or a filter: “${text}”`,
    small: (width, height) => `${width} × ${height} px, with less than 24 px to itself`,
    wide: (width) => `The page is ${width} px wide in a window of 320 px.`,
    sticksOut: (by) => `Sticks out by ${by} px in a window of 320 px`,
    noFrame: "The page could not be opened in a narrow frame, so that overflow cannot be told.",
    noName: { a: "A link without a name", button: "A button without a name", field: "A field without a name", iframe: "A frame without a title",
      img: "A picture without an alternative text", summary: "A fold without a name" },
    noHeading: "The page has no level-1 heading.",
    secondHeading: (text) => `A second level-1 heading: “${text}”`,
    skipped: (from, to, text) => `From level ${from} to level ${to}: “${text}”`,
    emptyHeading: "A heading without text",
    noLanguage: "The page does not say its language.",
    badLanguage: (tag) => `“${tag}” is no language.`,
    script: (script, lang, text) => `${script} in text marked as “${lang}”: “${text}”`,
    latin: (lang, text) => `Perhaps not in “${lang}”: “${text}”`,
    twice: (id, number) => `The id “${id}” is there ${number} times`,
    axeFailed: "axe could not be run",
  },
  ja: {
    contrast: "コントラスト", target: "操作対象の大きさ", reflow: "幅320pxでのはみ出し", names: "名前", headings: "見出し", language: "言語の指定", ids: "id",
    ratio: (ratio, needed, text) => `${ratio}:1（${needed}:1以上が必要）「${text}」`,
    ratioUnknown: (text) => `画像やグラデーションなどの上にあり、コントラストを判定できません「${text}」`,
    small: (width, height) => `${width}×${height}px。まわりを含めても24pxに足りません`,
    wide: (width) => `幅320pxの画面で、ページの幅が${width}pxになります。`,
    sticksOut: (by) => `幅320pxの画面で${by}pxはみ出します`,
    noFrame: "狭い枠の中でページを開けないため、はみ出しを判定できません。",
    noName: { a: "名前のないリンク", button: "名前のないボタン", field: "名前のない入力欄", iframe: "タイトルのないフレーム",
      img: "代替テキストのない画像", summary: "名前のない開閉部分" },
    noHeading: "レベル1の見出しがありません。",
    secondHeading: (text) => `レベル1の見出しが2つ以上あります「${text}」`,
    skipped: (from, to, text) => `見出しがレベル${from}から${to}に飛んでいます「${text}」`,
    emptyHeading: "文字のない見出し",
    noLanguage: "ページの言語が指定されていません。",
    badLanguage: (tag) => `「${tag}」という言語はありません。`,
    script: (script, lang, text) => `言語が「${lang}」の部分に${script}があります「${text}」`,
    latin: (lang, text) => `「${lang}」の文ではないようです「${text}」`,
    twice: (id, number) => `id「${id}」が${number}か所にあります`,
    axeFailed: "axeを実行できませんでした",
  },
};
const texts = TEXTS[language];

const short = (text, most = 32) => {
  const all = text.replace(/\s+/g, " ").trim();
  return all.length > most ? `${[...all].slice(0, most).join("")}…` : all;
};

/** A selector that is as short as it can be and still leads to this one element. */
const selectorOf = (element) => {
  const { ownerDocument: page } = element;
  const steps = [];
  for (let at = element; at; at = at.parentElement) {
    const sole = at.id && page.querySelectorAll(`#${CSS.escape(at.id)}`).length === 1;
    if (sole || at === page.documentElement || at === page.body) {
      steps.unshift(sole ? `#${CSS.escape(at.id)}` : at.localName);
      break;
    }
    const same = [...at.parentElement.children].filter((other) => other.localName === at.localName);
    steps.unshift(same.length === 1 ? at.localName : `${at.localName}:nth-of-type(${same.indexOf(at) + 1})`);
    if (page.querySelectorAll(steps.join(" > ")).length === 1) break;
  }
  return steps.join(" > ");
};

const fault = (element, text) => ({ kind: "fault", text, element, selector: element && selectorOf(element) });
const unsure = (element, text) => ({ ...fault(element, text), kind: "unsure" });

// ---- What is there to be seen, and to be heard ----

/** Whether it is shown: not hidden, not cut to nothing as texts for screen readers alone are. */
const isSeen = (element) => {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.clipPath === "inset(50%)" || style.clipPath === "inset(100%)" || /^rect\((0|1)px,? (0|1)px/.test(style.clip)) return false;
    if (style.overflow !== "visible" && style.position === "absolute" && at.offsetWidth <= 1 && at.offsetHeight <= 1) return false;
  }
  return true;
};

/** Whether assistive technology gets it. */
const isTold = (element) => (element.localName === "area" || element.checkVisibility({ visibilityProperty: true }))
  && !element.closest('[aria-hidden="true"], [inert]');

/** The name that assistive technology gives an element, as far as it is needed to know whether there is one. */
const nameOf = (element, seen = new Set()) => {
  if (seen.has(element)) return "";
  seen.add(element);
  const named = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)).filter(Boolean).map((other) => inside(other, seen)).join(" ").trim();
  if (named) return named;
  const label = element.getAttribute("aria-label")?.trim();
  if (label) return label;
  if (element.labels?.length) {
    const labels = [...element.labels].map((other) => inside(other, seen)).join(" ").trim();
    if (labels) return labels;
  }
  const own = {
    img: () => element.alt,
    area: () => element.alt,
    input: () => ({ submit: element.value || "submit", reset: element.value || "reset", button: element.value, image: element.alt }[element.type]
      ?? element.placeholder),
    textarea: () => element.placeholder,
    select: () => "",
    iframe: () => "",
    svg: () => element.querySelector(":scope > title")?.textContent,
  }[element.localName] ?? (() => inside(element, seen));
  return (own() ?? "").trim() || (element.getAttribute("title") ?? "").trim();
};
const inside = (element, seen) => {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") continue;
    if (["script", "style", "template"].includes(node.localName)) continue;
    if (node.checkVisibility({ visibilityProperty: true })) text += ` ${nameOf(node, seen)} `;
  }
  return text;
};

/** The texts of the page, each with the element that it stands in. */
function* textNodes(within = document.body) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (/\S/.test(node.data) && !element.closest("script, style, noscript, template")) yield [node, element];
  }
}

// ---- 1.4.3 Contrast ----

const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const colours = new Map();
/** A colour of CSS as red, green and blue to 255, and how much of it covers what is behind, to 1. */
const colour = (text) => {
  const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(text);
  if (plain) return [Number(plain[1]), Number(plain[2]), Number(plain[3]), plain[4] === undefined ? 1 : Number(plain[4])];
  if (!colours.has(text)) {
    brush.canvas.width = 1;
    brush.fillStyle = text;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    colours.set(text, [red, green, blue, alpha / 255]);
  }
  return colours.get(text);
};
const over = (front, back) => {
  const alpha = front[3] + back[3] * (1 - front[3]);
  if (alpha === 0) return [0, 0, 0, 0];
  const mixed = [0, 1, 2].map((index) => (front[index] * front[3] + back[index] * back[3] * (1 - front[3])) / alpha);
  return [...mixed, alpha];
};
const faded = (paint, opacity) => [paint[0], paint[1], paint[2], paint[3] * opacity];
const luminance = (paint) => {
  const [red, green, blue] = paint.slice(0, 3).map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const ratioOf = (first, second) => {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

/** What a page without any colour is painted on. */
const canvas = () => {
  const style = getComputedStyle(document.documentElement).colorScheme;
  const meta = document.querySelector('meta[name="color-scheme" i]')?.content ?? "";
  const schemes = (style === "normal" ? meta : style).toLowerCase().split(/\s+/);
  const wantsDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = schemes.includes("dark") && (wantsDark || !schemes.includes("light"));
  return isDark ? [18, 18, 18, 1] : [255, 255, 255, 1];
};

/** The contrast of an element's text with what is behind it; nothing where that is no plain colour. */
const contrastOf = (element, ink) => {
  let text = ink;
  let ground = [0, 0, 0, 0];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.mixBlendMode !== "normal" || style.filter !== "none") return null;
    if (ground[3] < 0.999) {
      if (style.backgroundImage !== "none" || (style.backdropFilter ?? "none") !== "none") return null;
      const paint = colour(style.backgroundColor);
      text = over(text, paint);
      ground = over(ground, paint);
      // It may lie over anything.
      if (ground[3] < 0.999 && ["absolute", "fixed"].includes(style.position)) return null;
    }
    const opacity = Number(style.opacity);
    text = faded(text, opacity);
    ground = faded(ground, opacity);
  }
  const behind = canvas();
  return ratioOf(over(text, behind), over(ground, behind));
};

const isOff = (element) => Boolean(element.closest(':disabled, [aria-disabled="true"], [inert]'))
  || [...(element.closest("label")?.control ? [element.closest("label").control] : [])].some((control) => control.disabled);

const contrast = () => {
  const found = [];
  const judge = (element, text, style) => {
    const ratio = contrastOf(element, colour(style.webkitTextFillColor || style.color));
    if (ratio === null) return found.push(unsure(element, texts.ratioUnknown(short(text))));
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const needed = isLarge ? 3 : 4.5;
    if (ratio < needed) found.push(fault(element, texts.ratio(Math.floor(ratio * 100) / 100, needed, short(text))));
  };
  const done = new Set();
  for (const [node, element] of textNodes()) {
    // Bars, dots and arrows say nothing by themselves.
    if (done.has(element) || !/[\p{L}\p{N}]/u.test(node.data)) continue;
    done.add(element);
    if (!isSeen(element) || isOff(element) || element.closest("select, textarea, svg")) continue;
    judge(element, node.data, getComputedStyle(element));
  }
  for (const field of document.body.querySelectorAll("input, textarea, select")) {
    if (!isSeen(field) || isOff(field) || ["hidden", "checkbox", "radio", "range", "color", "file", "image"].includes(field.type)) continue;
    const value = field.localName === "select" ? field.selectedOptions[0]?.textContent : field.value;
    if (value) judge(field, value, getComputedStyle(field));
    else if (field.placeholder) judge(field, field.placeholder, getComputedStyle(field, "::placeholder"));
  }
  return found;
};

// ---- 2.5.8 Target size ----

const TARGETS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="link"], [role="checkbox"],'
  + ' [role="radio"], [role="switch"], [role="tab"], [role="menuitem"], [role="option"], [onclick]';
const LEAST = 24;

const union = (boxes) => {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return { left, top, width: Math.max(...boxes.map((box) => box.right)) - left, height: Math.max(...boxes.map((box) => box.bottom)) - top };
};

/** The area that can be clicked: the element, what stands in it, and what is laid over it by `::before` and `::after`. */
const areaOf = (element) => {
  const boxes = [element, ...element.querySelectorAll("*")].flatMap((part) => [...part.getClientRects()]).filter((box) => box.width && box.height);
  if (!boxes.length) return null;
  const area = union(boxes);
  for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(element, part);
    if (style.content === "none" || style.position !== "absolute") continue;
    area.width = Math.max(area.width, parseFloat(style.width) || 0);
    area.height = Math.max(area.height, parseFloat(style.height) || 0);
  }
  return area;
};

/** Whether a target stands in a line of text, whose height it cannot choose. */
const isInLine = (element) => {
  if (!getComputedStyle(element).display.startsWith("inline")) return false;
  let block = element.parentElement;
  while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  if (!block) return false;
  for (const [node, parent] of textNodes(block)) {
    if (/[\p{L}\p{N}]/u.test(node.data) && !parent.closest(TARGETS)) return true;
  }
  return false;
};

/** Boxes to tick as the browser draws them are the browser's affair. */
const isOfBrowser = (element) => element.localName === "input" && ["checkbox", "radio"].includes(element.type)
  && !["none", ""].includes(getComputedStyle(element).appearance);

const targetSize = () => {
  const all = [...document.body.querySelectorAll(TARGETS)].filter((element) => isSeen(element) && !isOff(element))
    .map((element) => ({ element, area: areaOf(element) })).filter((target) => target.area);
  const isSmall = ({ area }) => area.width < LEAST - 0.01 || area.height < LEAST - 0.01;
  const middle = ({ area }) => [area.left + area.width / 2, area.top + area.height / 2];
  /** Whether a circle of 24 px around the middle of a small target keeps clear of another target, or of its circle. */
  const keepsClear = (target, other) => {
    const [x, y] = middle(target);
    const box = other.area;
    const aside = Math.hypot(Math.max(box.left - x, 0, x - box.left - box.width), Math.max(box.top - y, 0, y - box.top - box.height));
    if (aside < LEAST / 2) return false;
    return !isSmall(other) || Math.hypot(x - middle(other)[0], y - middle(other)[1]) >= LEAST;
  };
  return all.filter(isSmall).filter((target) => {
    const { element } = target;
    if (isOfBrowser(element) || isInLine(element)) return false;
    if ([...(element.labels ?? [])].some((label) => label.offsetWidth >= LEAST && label.offsetHeight >= LEAST)) return false;
    return all.some((other) => other !== target && !other.element.contains(element) && !element.contains(other.element) && !keepsClear(target, other));
  }).map(({ element, area }) => fault(element, texts.small(Math.round(area.width), Math.round(area.height))));
};

// ---- 1.4.10 Reflow ----

const NARROW = 320;

/** The page once more, in a frame as narrow as a phone or a window at 400 %. */
const narrowFrame = (root) => new Promise((settle) => {
  const frame = document.createElement("iframe");
  frame.name = "shirube-check";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  Object.assign(frame.style, { position: "fixed", left: "-5000px", top: "0", width: `${NARROW}px`, height: "640px", border: "0", visibility: "hidden" });
  const end = () => {
    clearTimeout(timer);
    settle(frame);
  };
  const timer = setTimeout(end, 10000);
  frame.addEventListener("load", end);
  frame.src = location.href.replace(/#.*/, "");
  root.append(frame);
});

const reflow = async (root) => {
  const frame = await narrowFrame(root);
  try {
    const page = frame.contentDocument;
    if (!page?.body || page.URL === "about:blank") return [unsure(null, texts.noFrame)];
    // A bar for scrolling takes room that a phone does not give it.
    const sheet = new frame.contentWindow.CSSStyleSheet();
    sheet.replaceSync("html { scrollbar-width: none !important; }");
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
    await page.fonts.ready;
    const width = page.documentElement.scrollWidth;
    if (width <= NARROW) return [];
    return [fault(null, texts.wide(width)), ...sticking(page)];
  } finally {
    frame.remove();
  }
};

/** The outermost elements that are too wide, and texts that are. What can be scrolled by itself may be as wide as it likes. */
const sticking = (page) => {
  const found = [];
  const rtl = page.defaultView.getComputedStyle(page.documentElement).direction === "rtl";
  const by = (box) => Math.round(rtl ? -box.left : box.right - NARROW);
  const tell = (element, much) => found.push({ element: document.querySelector(selectorOf(element)), selector: selectorOf(element), kind: "fault",
    text: texts.sticksOut(much) });
  const walk = (element) => {
    const style = page.defaultView.getComputedStyle(element);
    if (style.display === "none" || style.position === "fixed") return;
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.height > 0 && by(box) > 1) return tell(element, by(box));
    if (style.overflowX !== "visible") return;
    for (const node of element.childNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        walk(node);
      } else if (node.nodeType === Node.TEXT_NODE && /\S/.test(node.data)) {
        const range = page.createRange();
        range.selectNodeContents(node);
        const much = by(range.getBoundingClientRect());
        if (much > 1) return tell(element, much);
      }
    }
  };
  for (const child of page.body.children) walk(child);
  return found;
};

// ---- 1.1.1, 2.4.4, 4.1.2 Names ----

const names = () => {
  const found = [];
  const want = (selector, what) => {
    for (const element of document.body.querySelectorAll(selector)) {
      if (isTold(element) && !nameOf(element)) found.push(fault(element, texts.noName[what]));
    }
  };
  want('a[href], area[href], [role="link"]', "a");
  want('button, [role="button"], [role="tab"], [role="menuitem"], input:is([type="button"], [type="submit"], [type="reset"], [type="image"])', "button");
  want('input:not([type="hidden"], [type="button"], [type="submit"], [type="reset"], [type="image"]), select, textarea, [role="textbox"],'
    + ' [role="combobox"], [role="checkbox"], [role="radio"], [role="switch"], [role="slider"]', "field");
  want("iframe", "iframe");
  want("summary", "summary");
  want('img:not([alt], [role="presentation"], [role="none"]), svg[role="img"], [role="img"]:not(img, svg)', "img");
  return found;
};

// ---- 1.3.1 Headings ----

const headings = () => {
  const found = [];
  const all = [...document.body.querySelectorAll('h1, h2, h3, h4, h5, h6, [role="heading"]')]
    .filter((element) => isTold(element) && !["presentation", "none"].includes(element.getAttribute("role")));
  let last = 0;
  let first = 0;
  for (const element of all) {
    const level = Number(element.getAttribute("aria-level")) || Number(/^H([1-6])$/.exec(element.tagName)?.[1]) || 2;
    const text = nameOf(element);
    if (!text) found.push(fault(element, texts.emptyHeading));
    if (level === 1) first += 1;
    if (level === 1 && first > 1) found.push(fault(element, texts.secondHeading(short(text))));
    if (last && level > last + 1) found.push(fault(element, texts.skipped(last, level, short(text))));
    last = level;
  }
  if (first === 0) found.unshift(fault(null, texts.noHeading));
  return found;
};

// ---- 3.1.1, 3.1.2 Languages ----

/** Whether a tag is of a language that somebody has a name for. */
const isLanguage = (tag) => {
  try {
    const { language: code } = new Intl.Locale(tag);
    return new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(code) !== undefined;
  } catch {
    return false;
  }
};

/** The scripts that a language is written in, as Unicode names them. */
const SCRIPTS_OF = {
  Jpan: ["Hiragana", "Katakana", "Han"], Kore: ["Hangul", "Han"], Hans: ["Han"], Hant: ["Han", "Bopomofo"], Latn: ["Latin"], Cyrl: ["Cyrillic"],
  Arab: ["Arabic"], Hebr: ["Hebrew"], Thai: ["Thai"], Deva: ["Devanagari"], Grek: ["Greek"],
};
const scriptOf = (tag) => {
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
};
/** Runs of letters that no writer puts into a text of another script by the way, as a single α or Ж is. */
const FOREIGN = [
  ["Hiragana", /[\u3041-\u3096]{2}/u, { en: "Japanese kana", ja: "ひらがな" }],
  ["Katakana", /[\u30a1-\u30fa]{2}/u, { en: "Japanese kana", ja: "カタカナ" }],
  ["Hangul", /\p{Script=Hangul}{2}/u, { en: "Hangul", ja: "ハングル" }],
  ["Cyrillic", /\p{Script=Cyrillic}{4}/u, { en: "Cyrillic letters", ja: "キリル文字" }],
  ["Greek", /\p{Script=Greek}{4}/u, { en: "Greek letters", ja: "ギリシャ文字" }],
  ["Arabic", /\p{Script=Arabic}{3}/u, { en: "Arabic letters", ja: "アラビア文字" }],
  ["Hebrew", /\p{Script=Hebrew}{3}/u, { en: "Hebrew letters", ja: "ヘブライ文字" }],
  ["Thai", /\p{Script=Thai}{3}/u, { en: "Thai letters", ja: "タイ文字" }],
  ["Devanagari", /\p{Script=Devanagari}{2}/u, { en: "Devanagari letters", ja: "デーヴァナーガリー" }],
];

const languages = () => {
  const found = [];
  const page = document.documentElement;
  const own = page.getAttribute("lang")?.trim();
  if (!own) found.push(fault(page, texts.noLanguage));
  else if (!isLanguage(own)) found.push(fault(page, texts.badLanguage(own)));
  for (const element of document.body.querySelectorAll("[lang]")) {
    const tag = element.getAttribute("lang");
    if (tag !== "" && !isLanguage(tag)) found.push(fault(element, texts.badLanguage(tag)));
  }

  const effective = (element) => element.closest("[lang]")?.getAttribute("lang") ?? "";
  const judge = (element, text) => {
    const tag = effective(element);
    const scripts = SCRIPTS_OF[scriptOf(tag)];
    // Who says that the language is unknown, or mixed, has said what there is to say.
    if (!scripts || ["und", "mul", "zxx"].includes(tag)) return;
    const foreign = FOREIGN.find(([script, run]) => !scripts.includes(script) && run.test(text));
    if (foreign) found.push(fault(element, texts.script(foreign[2][language], tag, short(text))));
  };
  const done = new Set();
  for (const [node, element] of textNodes()) {
    if (done.has(element) || !element.checkVisibility() || element.closest("code, pre, kbd, samp")) continue;
    const before = found.length;
    judge(element, node.data);
    if (found.length > before) done.add(element);
  }
  for (const element of document.body.querySelectorAll("[alt], [aria-label]")) {
    if (isTold(element)) judge(element, element.getAttribute("aria-label") ?? element.getAttribute("alt"));
  }

  // A whole paragraph in Latin letters, in a text of a language that is not written in them.
  for (const element of document.body.querySelectorAll("p, li, dd, dt, td, th, blockquote, figcaption, h1, h2, h3, h4, h5, h6")) {
    if (!isSeen(element) || element.querySelector("p, li, dd, blockquote, table")) continue;
    const scripts = SCRIPTS_OF[scriptOf(effective(element))];
    if (!scripts || scripts.includes("Latin")) continue;
    const text = [...textNodes(element)].filter(([, parent]) => !parent.closest("code, pre, kbd, samp, var, math, svg")
      && effective(parent) === effective(element)).map(([node]) => node.data).join("");
    const letters = text.match(/\p{L}/gu) ?? [];
    const words = text.replace(/https?:\S+/g, "").match(/\p{Script=Latin}{2,}/gu) ?? [];
    if (words.length >= 6 && letters.every((letter) => /\p{Script=Latin}/u.test(letter))) {
      found.push(unsure(element, texts.latin(effective(element), short(text))));
    }
  }
  return found;
};

// ---- Ids ----

const ids = () => {
  const all = new Map();
  for (const element of document.querySelectorAll("[id]")) all.set(element.id, [...(all.get(element.id) ?? []), element]);
  return [...all].filter(([, elements]) => elements.length > 1)
    .map(([id, elements]) => fault(elements[1], texts.twice(id, elements.length)));
};

// ---- axe-core, for who has it ----

/** What axe-core says, where whoever runs the server has named its file. */
const axe = async (host, base) => {
  const address = new URL("axe.js", base);
  const { status } = await fetch(address, { method: "HEAD" });
  if (status !== 200) return [];
  try {
    await import(address);
    const { violations } = await window.axe.run({ exclude: [host.localName] }, { resultTypes: ["violations"] });
    return violations.map(({ id, help, tags, nodes }) => ({
      id: `axe-${id}`,
      name: `axe: ${help}`,
      rule: [...tags.filter((tag) => /^wcag\d{3,}$/.test(tag)).map((tag) => tag.replace(/^wcag(\d)(\d)(\d+)$/, "WCAG $1.$2.$3")), id].join(", "),
      findings: nodes.map((node) => {
        const selector = node.target.flat().at(-1);
        return { kind: "fault", text: node.failureSummary?.split("\n").slice(1).join(" ").trim() || help, selector,
          element: node.target.length === 1 ? document.querySelector(selector) : null };
      }),
    }));
  } catch (error) {
    return [{ id: "axe", name: "axe", rule: "axe", findings: [unsure(null, `${texts.axeFailed}: ${error}`)] }];
  }
};

/** All that was found, by rule. `host` is the bar's own element, which is no part of the page; `root` may hold a frame. */
export const check = async ({ host, root, base }) => [
  { id: "contrast", name: texts.contrast, rule: "WCAG 1.4.3", findings: contrast() },
  { id: "target", name: texts.target, rule: "WCAG 2.5.8", findings: targetSize() },
  { id: "reflow", name: texts.reflow, rule: "WCAG 1.4.10", findings: await reflow(root) },
  { id: "names", name: texts.names, rule: "WCAG 1.1.1, 2.4.4, 4.1.2", findings: names() },
  { id: "headings", name: texts.headings, rule: "WCAG 1.3.1", findings: headings() },
  { id: "language", name: texts.language, rule: "WCAG 3.1.1, 3.1.2", findings: languages() },
  { id: "ids", name: texts.ids, rule: "HTML, WCAG 4.1.2", findings: ids() },
  ...await axe(host, base),
];

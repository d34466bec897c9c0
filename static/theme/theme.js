// Comfort only: every page works without this file.
(() => {
  const root = document.documentElement;
  const store = (key, value) => {
    try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
  };

  // Light or dark, before anything is drawn.
  root.classList.add("js");
  const chosen = store("shirube-theme");
  if (chosen) root.dataset.theme = chosen;
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const words = document.currentScript.dataset;

  const themeToggle = () => {
    const button = document.querySelector(".theme-toggle");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", dark());
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      store("shirube-theme", root.dataset.theme);
      show();
    });
    show();
  };

  // The language that a reader chose comes first at the root of the site; nobody is redirected.
  const languages = () => {
    document.addEventListener("click", event => {
      const item = event.target.closest?.("[data-language]");
      if (item) store("shirube-language", item.dataset.language);
    });
    const list = document.querySelector(".languages-list");
    if (!list) return;
    const last = store("shirube-language");
    const items = [...list.children];
    const find = code => items.find(item => item.dataset.language.toLowerCase() === code.toLowerCase())
      || items.find(item => item.dataset.language.split("-")[0] === code.split("-")[0]);
    const first = last ? find(last) : navigator.languages.map(find).find(Boolean);
    if (!first) return;
    list.prepend(first);
    const heading = document.querySelector(".welcome h1");
    heading.prepend(heading.children[items.indexOf(first)], " ");
    if (last) first.querySelector(".language-last").hidden = false;
  };

  // A missing address under /en/ is answered in English first.
  const notFound = () => {
    const section = [...document.querySelectorAll(".not-found [data-home]")]
      .find(part => location.pathname.startsWith(part.dataset.home));
    if (section) section.parentNode.querySelector("h1").after(section);
  };

  // Browsers that cannot show a closed <details> by CSS get an open one on wide screens.
  const folds = () => {
    if (CSS.supports("selector(::details-content)")) return;
    const wide = { ".menu > details": "(min-width: 48em)", ".toc > details": "(min-width: 64em)" };
    for (const [fold, query] of Object.entries(wide)) {
      if (matchMedia(query).matches) document.querySelector(fold)?.setAttribute("open", "");
    }
  };

  // The other languages open at the section that the address names: its id in the source language works in all of them.
  const places = () => {
    const links = document.querySelectorAll(".languages a:not(.unavailable)");
    const show = () => {
      let id = location.hash.slice(1);
      try { id = decodeURIComponent(id); } catch { /* It is taken as it stands. */ }
      const target = id && document.getElementById(id);
      const second = target?.querySelector(":scope > .second-anchor");
      for (const link of links) link.hash = target ? (second || target).id : "";
    };
    addEventListener("hashchange", show);
    show();
  };

  // Code can be copied.
  const copies = () => {
    const blocks = document.querySelectorAll(".content pre");
    if (!blocks.length || !navigator.clipboard) return;
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    document.body.append(status);
    for (const block of blocks) {
      const frame = document.createElement("div");
      frame.className = "code-frame";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "code-copy";
      button.textContent = words.copy;
      button.addEventListener("click", async () => {
        const copied = await navigator.clipboard.writeText(block.textContent).then(() => true, () => false);
        button.textContent = status.textContent = copied ? words.copied : words.notCopied;
        setTimeout(() => { button.textContent = words.copy; status.textContent = ""; }, 2000);
      });
      block.replaceWith(frame);
      frame.append(block, button);
    }
  };

  document.addEventListener("DOMContentLoaded", () => { themeToggle(); languages(); notFound(); folds(); places(); copies(); });
})();

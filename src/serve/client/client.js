// What an open page does while `shirube serve` runs: it looks again whenever anything changed, takes what is new, keeps the
// reader's place, and hands what it was told to the bar.
//
// The page that it runs in is somebody's site under somebody's policy: no globals, no inline styles, no HTML from strings.
(() => {
  "use strict";

  // The accessibility check opens the page a second time in a narrow frame, where none of this is wanted.
  if (window.name === "shirube-check") return;

  const script = document.currentScript;
  const base = new URL(".", script.src);
  /** What the document on the screen is. */
  const shown = { digest: script.dataset.digest, frame: script.dataset.frame };

  const kept = {
    get(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* Then it is not kept. */ } },
    remove(key) { try { sessionStorage.removeItem(key); } catch { /* It was not kept. */ } },
  };

  // ---- The reader's place ----

  const PLACE = `shirube-place:${location.pathname}${location.search}`;
  const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, figcaption, summary";

  const textOf = (element) => element.textContent.trim().slice(0, 160);
  /** The elements by what they are and what they say; each kind is read once. */
  const index = () => {
    const kinds = new Map();
    const read = (tag) => {
      const texts = new Map();
      for (const element of document.body.querySelectorAll(tag)) {
        const text = textOf(element);
        if (texts.has(text)) texts.get(text).push(element);
        else texts.set(text, [element]);
      }
      return texts;
    };
    return (tag, text) => {
      if (!kinds.has(tag)) kinds.set(tag, read(tag));
      return kinds.get(tag).get(text) ?? [];
    };
  };
  /** By what an element is found again in another state of the page: what it says, and which it is of those that say so. */
  const trace = (element, alike) => {
    const text = textOf(element);
    const all = alike(element.tagName, text);
    return { tag: element.tagName, text, index: all.indexOf(element), of: all.length };
  };
  const find = (traced, alike) => {
    const all = alike(traced.tag, traced.text);
    return all.length === traced.of ? all[traced.index] : all.length === 1 ? all[0] : null;
  };

  /** Whether an element moves with the page. What is fixed or sticky stands at the same height wherever one has scrolled to. */
  const moves = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return false;
    }
    return true;
  };

  /** The blocks by which the place is found again, the best first: an edit above them must not move what is being read. */
  const marks = (alike) => {
    const begun = [];
    const inside = [];
    let heading = null;
    for (const element of document.body.querySelectorAll(BLOCKS)) {
      const box = element.getBoundingClientRect();
      if (box.height === 0) continue;
      if (box.bottom <= 0) {
        if (/^H[1-6]$/.test(element.tagName)) heading = element;
      } else if (box.top < innerHeight) {
        (box.top >= 0 ? begun : inside).push(element);
      }
      if (begun.length === 12) break;
    }
    return [...begun, ...inside, ...(heading ? [heading] : [])]
      .filter((element) => textOf(element) && moves(element))
      .map((element) => ({ ...trace(element, alike), top: element.getBoundingClientRect().top }));
  };

  const scrolled = (alike) => [...document.body.querySelectorAll("*")]
    .filter((element) => element.scrollTop > 0 || element.scrollLeft !== 0)
    .map((element) => ({ ...trace(element, alike), top: element.scrollTop, left: element.scrollLeft }));

  /** Folds are found by what is always seen of them, and only where somebody has opened or closed one. */
  const summaries = () => [...document.body.querySelectorAll("details > summary")];
  const atFirst = new Map(summaries().map((summary) => [summary, summary.parentElement.open]));
  const folds = (alike) => summaries().filter((summary) => summary.parentElement.open !== atFirst.get(summary))
    .map((summary) => ({ ...trace(summary, alike), open: summary.parentElement.open }));

  const remember = () => {
    const focused = document.activeElement?.id || null;
    const alike = index();
    kept.set(PLACE, {
      x: scrollX, y: scrollY, marks: scrollY > 0 ? marks(alike) : [], scrolled: scrolled(alike), folds: folds(alike), focused,
    });
    // A browser that puts the page back by itself would do so after us, and by the height alone.
    history.scrollRestoration = "manual";
  };

  const scrollBack = (place) => {
    const alike = index();
    scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    for (const mark of place.marks) {
      const found = find(mark, alike);
      if (!found) continue;
      const { top, height } = found.getBoundingClientRect();
      if (height > 0) return scrollBy({ left: 0, top: top - mark.top, behavior: "instant" });
    }
  };

  const putBack = () => {
    const place = kept.get(PLACE);
    kept.remove(PLACE);
    if (!place) return;
    const alike = index();
    for (const fold of place.folds) {
      const summary = find(fold, alike);
      if (summary) summary.parentElement.open = fold.open;
    }
    for (const scroller of place.scrolled) find(scroller, alike)?.scrollTo({ top: scroller.top, left: scroller.left, behavior: "instant" });
    if (place.focused) document.getElementById(place.focused)?.focus({ preventScroll: true });
    scrollBack(place);

    // Pictures that come later may move it once more, unless the reader has gone on by then.
    const gone = new AbortController();
    for (const event of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(event, () => gone.abort(), { once: true, passive: true, capture: true, signal: gone.signal });
    }
    addEventListener("load", () => scrollBack(place), { once: true, signal: gone.signal });
    // The browser's own turn comes after that event.
    addEventListener("load", () => setTimeout(() => {
      gone.abort();
      history.scrollRestoration = "auto";
    }, 300), { once: true });
  };

  // ---- What is new ----

  const AGAIN = "shirube-again";
  /** How often a page is loaded again for one state of it: one that never comes must not make it turn in a circle. */
  const MOST = 3;

  let leaving = false;
  const reload = (digest) => {
    const last = kept.get(AGAIN);
    const times = last?.path === location.pathname && last.digest === digest ? last.times + 1 : 1;
    if (times > MOST) return;
    kept.set(AGAIN, { path: location.pathname, digest, times });
    leaving = true;
    remember();
    location.reload();
  };

  /** The name of a stylesheet, whatever its content: `/theme/theme.1b2c3d4e.css` is `/theme/theme.css`. */
  const nameOf = (address) => new URL(address, location.href).pathname.replace(/\.[0-9a-f]{6,}(?=\.css$)/, "");
  /** Stylesheets that are still being fetched, by name. */
  const coming = new Map();

  /** Puts new stylesheets in the place of old ones, which go when the new ones are there; false if there was none to change. */
  const restyle = (styles, digest) => {
    let changed = false;
    const links = [...document.querySelectorAll('link[rel~="stylesheet"][href]')];
    for (const style of styles) {
      const address = new URL(style, location.href);
      if (address.origin !== location.origin) continue;
      const name = nameOf(address);
      coming.get(name)?.remove();
      coming.delete(name);
      const old = links.find((link) => link.isConnected && nameOf(link.href) === name);
      if (!old || old.href === address.href) continue;
      changed = true;
      const next = old.cloneNode();
      next.removeAttribute("integrity");
      next.href = address.href;
      coming.set(name, next);
      next.addEventListener("load", () => {
        if (coming.get(name) !== next) return;
        coming.delete(name);
        old.remove();
      });
      next.addEventListener("error", () => { if (coming.get(name) === next) reload(digest); });
      old.after(next);
    }
    return changed;
  };

  const take = (told) => {
    if (typeof told.digest !== "string") return;
    if (told.digest === shown.digest) return kept.remove(AGAIN);
    if (shown.frame && told.frame === shown.frame && restyle(told.styles ?? [], told.digest)) {
      shown.digest = told.digest;
    } else {
      reload(told.digest);
    }
  };

  // ---- What the server says ----

  let told = null;
  let state = null;
  let lost = false;
  const bar = import("./bar.js").then((module) => module.open(base));
  const show = () => bar.then((open) => { if (!leaving) open.show({ told, state, lost }); });

  let asked = null;
  const look = async () => {
    asked?.abort();
    const mine = asked = new AbortController();
    const address = new URL("page", base);
    address.searchParams.set("path", location.pathname);
    try {
      const response = await fetch(address, { signal: mine.signal, cache: "no-store" });
      const answer = response.ok ? await response.json() : null;
      if (mine !== asked || leaving) return;
      told = answer;
      if (told) take(told);
    } catch {
      // Another question has come after it, or the server is gone: then the stream of events says so.
      return;
    }
    show();
  };

  let source = null;
  let timer = 0;
  const listen = () => {
    close();
    source = new EventSource(new URL("events", base));
    source.addEventListener("state", (event) => {
      clearTimeout(timer);
      timer = 0;
      lost = false;
      state = JSON.parse(event.data);
      look();
    });
    source.addEventListener("error", () => {
      // A browser tries again by itself, except after an answer that was no stream.
      const closed = source.readyState === EventSource.CLOSED;
      if (timer && !closed) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        lost = true;
        show();
        if (closed) listen();
        else timer = 0;
      }, 1000);
    });
  };
  const close = () => {
    clearTimeout(timer);
    timer = 0;
    source?.close();
    source = null;
  };

  putBack();
  // A browser keeps six connections to a host: a page that nobody sees must not hold one of them.
  const attend = () => (document.hidden ? close() : listen());
  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) attend(); });
  attend();
})();

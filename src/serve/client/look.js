// How the bar and the overlay look. Everything is measured in `em` from the reader's own text size: `rem` is the page's.

const css = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  inset: auto 0 0 auto !important;
  z-index: 2147483647 !important;
}
@media print { :host { display: none !important; } }

*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }

.screen, .broken {
  --paper: #fff;
  --surface: #f3f5f3;
  --ink: #1b2422;
  --soft: #56615d;
  --line: #dde1dc;
  --edge: #7d8883;
  --accent: #0e5a4c;
  --wash: #e6f1ed;
  --red: #a8261c;
  --red-wash: #fcebe9;
  --amber: #855000;
  --amber-wash: #fbf0da;
  --blue: #245487;
  --blue-wash: #e8f0f8;
  --green: #16684f;
  --shadow: 0 1px 2px rgb(0 0 0 / .12), 0 6px 24px rgb(0 0 0 / .16);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", "Noto Sans Mono CJK JP", monospace;
  color-scheme: light;
  color: var(--ink);
  font: .875em/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  text-align: start;
}
:is(.screen, .broken):lang(ja) {
  font-family: system-ui, -apple-system, "Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", sans-serif;
  line-height: 1.65;
}
@media (prefers-color-scheme: dark) {
  .screen, .broken {
    --paper: #1b2220;
    --surface: #252d2a;
    --ink: #e4e9e6;
    --soft: #a9b5b0;
    --line: #36403c;
    --edge: #7f8c86;
    --accent: #86cfba;
    --wash: #1f3630;
    --red: #f5a097;
    --red-wash: #3a2321;
    --amber: #ecbe6f;
    --amber-wash: #362c1a;
    --blue: #9fc6ee;
    --blue-wash: #1e2d3b;
    --green: #86cfba;
    --shadow: 0 1px 2px rgb(0 0 0 / .5), 0 6px 28px rgb(0 0 0 / .55);
    color-scheme: dark;
  }
}

.screen {
  position: fixed;
  inset: 0;
  width: auto;
  height: auto;
  margin: 0;
  padding: .6em;
  border: 0;
  overflow: visible;
  background: none;
  pointer-events: none;
  display: flex;
  flex-direction: column-reverse;
  align-items: flex-end;
  gap: .5em;
}
.screen > * { pointer-events: auto; }
.pill, .panel { position: relative; z-index: 1; }

.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

/* Common parts */

button, a { font: inherit; color: inherit; }
button {
  appearance: none;
  margin: 0;
  border: 1px solid var(--edge);
  border-radius: .45em;
  padding: .35em .8em;
  background: var(--paper);
  cursor: pointer;
  text-align: start;
}
button:hover { background: var(--surface); }
button:disabled { color: var(--soft); border-color: var(--line); cursor: default; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: .3em; }
svg {
  flex: none;
  width: 1.15em;
  height: 1.15em;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.6;
  stroke-linecap: round;
  stroke-linejoin: round;
}
h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
h2 { font-size: 1em; font-weight: 650; }
h3 { font-size: .93em; font-weight: 600; color: var(--soft); }
/* Letters from right to left stay where they are. */
:is(.file, .value, .message > span, .help, .source, mark) { unicode-bidi: isolate; }
.soft { color: var(--soft); }
.file { font-family: var(--mono); font-size: .93em; overflow-wrap: anywhere; }
.error { color: var(--red); }
.warning { color: var(--amber); }
.advice { color: var(--blue); }
.good { color: var(--green); }
.with { display: inline-flex; align-items: center; gap: .3em; }

.tag {
  display: inline-block;
  border-radius: .4em;
  padding: 0 .5em;
  background: var(--surface);
  color: var(--soft);
  border: 1px solid transparent;
  font-size: .93em;
  white-space: nowrap;
}
.tag.warn { background: var(--amber-wash); color: var(--amber); }
.tag.fine { background: var(--wash); color: var(--green); }
.tag.bad { background: var(--red-wash); color: var(--red); }

.icon-button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-width: 2em;
  min-height: 2em;
  padding: 0;
  border-color: transparent;
  background: none;
}

/* The pill */

.pill {
  display: inline-flex;
  flex-wrap: wrap;
  align-items: center;
  gap: .2em .6em;
  max-width: 100%;
  min-height: 2.15em;
  padding: .2em .85em;
  border: 1px solid var(--edge);
  border-radius: 1.2em;
  background: var(--paper);
  box-shadow: var(--shadow);
  font-variant-numeric: tabular-nums;
}
.pill .with > span { position: relative; }
.pill .where { color: var(--soft); }
.pill b { font-weight: 600; }

/* The panel */

.panel {
  display: flex;
  flex-direction: column;
  width: min(30em, 100%);
  max-height: min(48em, 100% - 3.2em);
  border: 1px solid var(--edge);
  border-radius: .8em;
  background: var(--paper);
  box-shadow: var(--shadow);
  overflow: hidden;
}
.panel > header {
  display: flex;
  align-items: center;
  gap: .5em;
  padding: .5em .5em .5em 1em;
}
.panel > header h2 { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.scroll { overflow-y: auto; overscroll-behavior: contain; }
.scroll > section, .scroll > details { padding: .75em 1em; }
.panel .scroll > * { border-top: 1px solid var(--line); }
.scroll section > * + *, .fold > * + * { margin-top: .6em; }
.fold { padding-top: .45em; }
p { text-wrap: pretty; }
:lang(ja) :is(h2, p) { word-break: auto-phrase; }
.marks { display: grid; gap: .35em; background: var(--amber-wash); color: var(--amber); }
.marks p + p { margin-top: 0; }

summary {
  display: flex;
  align-items: baseline;
  gap: .5em;
  margin: -.25em -.4em;
  padding: .25em .4em;
  border-radius: .4em;
  list-style: none;
  cursor: pointer;
}
summary::-webkit-details-marker { display: none; }
summary::before {
  content: "";
  flex: none;
  width: .42em;
  height: .42em;
  border: solid var(--soft);
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(-45deg) translate(-.1em, -.1em);
}
details[open] > summary::before { transform: rotate(45deg) translate(-.1em, -.1em); }
summary:hover { background: var(--surface); }
summary h2 { flex: 1; }

/* Diagnostics */

.diagnostics { display: grid; gap: .85em; }
.diagnostic { display: grid; gap: .3em; min-width: 0; }
.place { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6em; color: var(--soft); }
.message { display: flex; gap: .4em; align-items: flex-start; font-weight: 600; overflow-wrap: anywhere; }
.message svg { margin-top: .2em; }
.message code, .help code { font-family: var(--mono); font-size: .93em; font-weight: inherit; overflow-wrap: anywhere; }
.code { font-weight: 400; color: var(--soft); font-family: var(--mono); font-size: .86em; }
.snippet {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  margin: 0;
  padding: .4em 0;
  border-radius: .4em;
  background: var(--surface);
  font-family: var(--mono);
  font-size: .93em;
  line-height: 1.6;
}
.snippet > .number { padding: 0 .7em; color: var(--soft); text-align: end; user-select: none; }
.snippet > .source {
  padding-inline-end: .7em;
  font: inherit;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  tab-size: 4;
}
.snippet > .note { grid-column: 2; color: var(--soft); padding-inline-end: .7em; }
.snippet mark {
  border-radius: .15em;
  background: var(--red-wash);
  color: inherit;
  text-decoration: underline 2px var(--red);
  text-decoration-skip-ink: none;
  text-underline-offset: .28em;
}
.snippet.warning mark { text-decoration-color: var(--amber); background-color: var(--amber-wash); }
.snippet.advice mark { text-decoration-color: var(--blue); background-color: var(--blue-wash); }
.snippet.error, .snippet.warning, .snippet.advice { color: var(--ink); }
.snippet mark.aside { text-decoration-style: dotted; text-decoration-color: var(--soft); background-color: transparent; }
.help { overflow-wrap: anywhere; }
.help b { font-weight: 600; color: var(--green); }

/* Translations and facts */

.others { display: flex; flex-wrap: wrap; gap: .3em 1.2em; }
.others li { display: inline-flex; gap: .5em; align-items: baseline; }
.facts { display: grid; gap: .6em; }
.facts li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .6em; }
.facts .id { grid-column: 1; color: var(--soft); }
.facts .value { font-weight: 600; overflow-wrap: anywhere; }
.facts .why { grid-column: 1 / -1; color: var(--soft); font-size: .93em; overflow-wrap: anywhere; }

/* The check */

.findings { display: grid; gap: .9em; }
.findings ul { display: grid; gap: .15em; margin-top: .2em; }
.finding {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 0 .5em;
  width: calc(100% + 1em);
  margin-inline: -.5em;
  padding: .3em .5em;
  border: 1px solid transparent;
  background: none;
}
.finding svg { margin-top: .25em; }
.finding[aria-pressed="true"] { border-color: var(--accent); background: var(--wash); }
.finding .file { color: var(--soft); grid-column: 2; }
div.finding { cursor: default; }

.outline {
  position: fixed;
  pointer-events: none;
  border: 3px solid #c2185b;
  border-radius: 4px;
  outline: 2px solid #fff;
}
@media (prefers-reduced-motion: no-preference) {
  .outline { animation: found .5s ease-out; }
  @keyframes found { from { transform: scale(1.15); opacity: 0; } }
}

/* The overlay */

.broken {
  width: min(62em, 100vw - 1.2em);
  max-width: none;
  max-height: calc(100vh - 1.2em);
  max-height: calc(100dvh - 1.2em);
  margin: auto;
  padding: 0;
  border: 1px solid var(--edge);
  border-top: .35em solid var(--red);
  border-radius: .6em;
  background: var(--paper);
  box-shadow: var(--shadow);
  overflow: hidden;
}
.broken[open] { display: flex; flex-direction: column; }
.broken::backdrop { background: rgb(12 18 16 / .5); }
.broken > header {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  align-items: center;
  gap: .2em 1em;
  padding: .8em .8em .8em 1.2em;
  border-bottom: 1px solid var(--line);
}
.broken > header h2 { font-size: 1.15em; }
.broken > header p { grid-column: 1 / -1; padding-inline-end: .4em; color: var(--soft); }
.broken > header button { grid-area: 1 / 2; align-self: start; }
.broken > .scroll { padding: 1em 1.2em 1.4em; }
.broken .diagnostics { gap: 1.5em; }
.broken .scroll:focus-visible { outline-offset: -3px; }

@media (forced-colors: active) {
  .tag { border-color: currentColor; }
  .snippet { border: 1px solid CanvasText; }
  .snippet mark { background: Mark; color: MarkText; forced-color-adjust: none; }
  .finding[aria-pressed="true"] { border-color: Highlight; }
  .outline { border-color: Highlight; }
}
@media (max-width: 40em) {
  .screen { padding: .4em; }
  .panel { width: 100%; max-height: 62%; }
}
`;

export const look = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

// HTML without what two writers do differently although they mean the same. `tests/markdown.rs` does the same.

// Whitespace next to these says nothing.
const blocks = new Set(
  'blockquote h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul br'.split(' '),
);
// What stands round a table, and the groups of its rows.
const dropped = new Set(['div', 'tbody', 'thead']);
const kept = new Set(['href', 'src', 'alt', 'title', 'start']);

const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&#39;': "'", '&amp;': '&' };
const decode = (text) => text.replace(/&(?:lt|gt|quot|#x27|#39|amp);/g, (entity) => entities[entity]);
const encode = (text) => text.replace(/[<>&]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[c]);

/** The HTML with known attributes only, without anchors in headings, and without whitespace round blocks. */
export function normal(html) {
  let out = '';
  let pre = false;
  let afterBlock = true;
  let inAnchor = false;
  for (const [token] of html.matchAll(/<\/?[a-zA-Z][a-zA-Z0-9-]*(?:[^<>"]|"[^"]*")*>|<|[^<]+/g)) {
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"]|"[^"]*")*)>$/.exec(token);
    if (!tag) {
      let text = encode(decode(token));
      if (!pre) {
        text = text.replace(/[ \t\n]+/g, ' ');
        if (afterBlock) text = text.replace(/^ /, '');
      }
      out += text;
      if (text !== '') afterBlock = false;
      continue;
    }
    const [, slash, written, rest] = tag;
    if (dropped.has(written)) continue;
    // The anchor of a heading is empty.
    const wasAnchor = inAnchor;
    inAnchor = rest.includes('class="heading-anchor"');
    if (wasAnchor || inAnchor) continue;
    // Which cells are heads of rows is said by nobody else.
    const name = { s: 'del', th: 'td' }[written] ?? written;
    const isBlock = blocks.has(name);
    if (isBlock && !pre) out = out.replace(/ $/, '');
    if (name === 'pre') pre = slash === '';
    const attributes = [...rest.matchAll(/([a-z-]+)="([^"]*)"/g)]
      .filter(([, key]) => kept.has(key) || (name === 'code' && key === 'class'))
      .map(([, key, value]) => ` ${key}="${encode(decode(value)).replaceAll('"', '&quot;')}"`)
      .sort();
    out += `<${slash}${name}${attributes.join('')}>`;
    afterBlock = isBlock;
  }
  return out.trimEnd();
}

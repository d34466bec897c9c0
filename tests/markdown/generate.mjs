// Markdown made at random, the same for the same seed: runs of emphasis beside everything that may stand there.

/** A sequence of numbers from 0 to 1 (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const each = (text) => [...text];
const words = (text) => text.split(' ');
const wide = each('漢字か゚カー々〆한글中国龍ｶ𠮷ㄅ〇ヶㆍ𛀁ᄀ');
const widePunctuation = each('。、「」『』（）！？・〜～：；【】《》〈〉｛｝［］＊＿＃＆％＠／＼｜＋＝＜＞￥＄￣｡｢｣･〒〓㊗㈱℃');
const ambiguous = each('“”‘’…—–·§°±×÷¶†‡•※→①Ⓐ');
const letters = words('a B foo é ñ ß я ω ا א ह ไ 1 ٣ ½ ª');
const ascii = each('!"#$%\'()+,-./:;=?@]^{}');
const emoji = words('😀 ☺ ☺️ ♥︎ 👨‍👩‍👧 🇯🇵 © ©️ ㊗️ 〰️ 〽 ⌚ ⌚︎ ⭐ ✨ ❤️ 🈁 🀄 1️⃣');
const spaces = [' ', ' ', ' ', '\u3000', '\u00a0', '\u2003'];
const selectors = each('\uFE00\uFE01\uFE02\uFE0D\uFE0E\uFE0F\u{E0100}\u{E0101}\u{E01EF}\u200D\u3099\u0301\u200B');
const runs = words('* * ** ** ** ** *** *** **** _ __ ___ ~~');

/** `count` texts. */
export function texts(seed, count) {
  const next = random(seed);
  const at = (n) => Math.floor(next() * n);
  const one = (list) => list[at(list.length)];
  const some = (low, high) => low + at(high - low + 1);

  const character = () => {
    const n = next();
    if (n < 0.34) return one(wide);
    if (n < 0.62) return one(widePunctuation);
    if (n < 0.7) return one(ambiguous);
    if (n < 0.79) return one(letters);
    if (n < 0.87) return one(ascii);
    if (n < 0.93) return one(emoji);
    return one(spaces);
  };
  const word = () => {
    let text = '';
    for (let n = some(1, 3); n > 0; n -= 1) {
      text += character();
      if (next() < 0.1) text += one(selectors);
    }
    return text;
  };
  const inline = (depth) => {
    let text = '';
    for (let n = some(1, 5); n > 0; n -= 1) text += piece(depth);
    return text;
  };
  const piece = (depth) => {
    const n = next();
    if (n < 0.3) return word();
    if (n < 0.52) return one(runs);
    if (n < 0.78 && depth < 3) {
      const run = one(runs);
      return run + inline(depth + 1) + run;
    }
    if (n < 0.82) return `[${inline(2)}](${one(['/a', '<b c>', '/あ', '/a*b', '/a "「」*"', '/。*「'])})`;
    if (n < 0.85) return `\`${one(['a', '**', '「**', '*」', 'あ'])}\``;
    if (n < 0.87) return one(['<b>', '</b>', '<i title="。*「">', '<https://example.com/*。>', '<br>']);
    if (n < 0.9) return `\\${one(each('*_~\\[`あ「'))}`;
    if (n < 0.92) return one(['&amp;', '&#x3002;', '&lt;', '&nbsp;', '&ast;', '&#42;']);
    if (n < 0.93) return `![${word()}](/i.png)`;
    if (n < 0.955) return one(['\n', '  \n', '\\\n']);
    return one(letters);
  };
  const line = (depth) => inline(depth).replace(/\s*\n/g, '');
  const block = (depth) => {
    const n = next();
    const inner = () => block(depth + 1);
    if (n < 0.58 || depth > 2) return inline(0);
    if (n < 0.66) return `${one(['- ', '* ', '+ ', '1. ', '2) '])}${inner().replaceAll('\n', '\n   ')}`;
    if (n < 0.74) return inner().split('\n').map((text) => one(['> ', '> ', '>']) + text).join('\n');
    if (n < 0.82) return `${'#'.repeat(some(1, 6))} ${line(0)}${one(['', ' ##'])}`;
    if (n < 0.9) {
      const row = () => `| ${line(1)} |${line(1)}|`;
      return `${row()}\n|---|:-:|\n${row()}\n${row()}`;
    }
    if (n < 0.93) return `\`\`\`\n${inline(0)}\n\`\`\``;
    if (n < 0.95) return `    ${line(0)}`;
    if (n < 0.97) return `${line(0)}\n${one(['===', '---'])}`;
    return `${inner()}\n\n${inner()}`;
  };
  return Array.from({ length: count }, () => block(0));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../server.mjs';

export const sentence = 'the whole text of a notice stands on at most two pages of a language (home and about), not on every page';

export async function site({ folder, report, note }) {
  const seen = new Map();
  for (const file of filesOf(folder).filter((one) => one.endsWith('.html'))) {
    const html = readFileSync(join(folder, file), 'utf8');
    for (const [, inner] of html.matchAll(/<div class="callout[^>]*>(.*?)<\/div>/gs)) {
      const text = inner.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim();
      if (text.length < 60) continue;
      const at = seen.get(text) ?? new Set();
      seen.set(text, at.add(file));
    }
  }
  for (const [text, files] of seen) {
    if (files.size > 1) note(`${files.size} pages: ${text.slice(0, 60)}`);
    if (files.size > 2) report('.callout', `stands on ${files.size} pages: ${text.slice(0, 60)}`, [...files][0]);
  }
}

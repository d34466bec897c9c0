import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../server.mjs';

export const sentence = 'the whole text of a notice stands on at most two pages of a language (home and about), not on every page; what to do in an emergency stands on three (home, safety, questions)';

export async function site({ folder, report, note }) {
  const seen = new Map();
  for (const file of filesOf(folder).filter((one) => one.endsWith('.html'))) {
    const html = readFileSync(join(folder, file), 'utf8');
    for (const [, name, inner] of html.matchAll(/<div class="callout callout-(\w+)[^>]*>(.*?)<\/div>/gs)) {
      const text = inner.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim();
      if (text.length < 60) continue;
      const { most, files } = seen.get(text) ?? { most: name === 'caution' ? 3 : 2, files: new Set() };
      seen.set(text, { most, files: files.add(file) });
    }
  }
  for (const [text, { most, files }] of seen) {
    if (files.size > 1) note(`${files.size} pages: ${text.slice(0, 60)}`);
    if (files.size > most) report('.callout', `stands on ${files.size} pages: ${text.slice(0, 60)}`, [...files][0]);
  }
}

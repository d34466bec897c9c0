// The search of the theme, as a module for Node.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What `search.js` exports. Node takes a file `.js` for CommonJS where no package says otherwise, so it gets a copy. */
export async function load() {
  const folder = mkdtempSync(join(tmpdir(), 'search-'));
  try {
    const copy = join(folder, 'search.mjs');
    copyFileSync(fileURLToPath(new URL('../../static/theme/search.js', import.meta.url)), copy);
    return await import(pathToFileURL(copy).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { filesOf } from '../server.mjs';
import { root } from '../../markdown/packages.mjs';

export const sentence = 'the Nu checker finds no error in any page and any style sheet';

/** The complaints of one run of the checker. */
async function complaints(files, ...flags) {
  const jar = join(root, 'target', 'browser', 'node_modules', 'vnu-jar', 'build', 'dist', 'vnu.jar');
  const { stderr } = await promisify(execFile)('java', ['-jar', jar, '--errors-only', '--exit-zero-always', '--format', 'json', ...flags, ...files], { maxBuffer: 1 << 28 });
  return JSON.parse(stderr).messages;
}

export async function site({ folder, report, note }) {
  const files = filesOf(folder);
  const pages = files.filter((file) => file.endsWith('.html'));
  const sheets = files.filter((file) => file.endsWith('.css'));
  const found = [...await complaints(pages.map((file) => join(folder, file))), ...await complaints(sheets.map((file) => join(folder, file)), '--css')];
  note(`${pages.length} pages, ${sheets.length} style sheets, ${found.length} errors`);
  const causes = new Map();
  for (const { message, url, lastLine } of found) {
    const seen = causes.get(message) ?? { count: 0, file: decodeURIComponent(new URL(url).pathname).slice(folder.length + 1), line: lastLine };
    seen.count += 1;
    causes.set(message, seen);
  }
  for (const [message, { count, file, line }] of causes) report(`line ${line}`, `${message} (${count} times)`, file);
}

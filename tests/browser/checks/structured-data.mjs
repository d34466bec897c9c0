import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { filesOf } from '../server.mjs';
import { root } from '../../markdown/packages.mjs';

export const sentence = 'the structured data of every page is what schema.org has, as the types of schema-dts say';

export async function site({ folder, report, note }) {
  const packages = join(root, 'target', 'browser');
  // Beside the packages: the types are found as those of a program would be.
  const scratch = join(packages, `data-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  const lines = ["import type { Graph, Thing, WithContext } from 'schema-dts';"];
  const pages = [undefined];
  for (const file of filesOf(folder).filter((one) => one.endsWith('.html'))) {
    for (const [, text] of readFileSync(join(folder, file), 'utf8').matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
      const data = JSON.parse(text);
      lines.push(`export const data${pages.length}: ${'@graph' in data ? 'Graph' : 'WithContext<Thing>'} = ${JSON.stringify(data)};`);
      pages.push(file);
    }
  }
  const program = join(scratch, 'data.ts');
  writeFileSync(program, `${lines.join('\n')}\n`);
  // It ends with a status other than 0 if it finds anything.
  const { stdout, code } = await promisify(execFile)(process.execPath, [
    join(packages, 'node_modules', 'typescript', 'lib', 'tsc.js'),
    '--noEmit', '--strict', '--skipLibCheck', '--module', 'esnext', '--moduleResolution', 'bundler', '--target', 'esnext', '--pretty', 'false', program,
  ]).catch((error) => error);
  rmSync(scratch, { recursive: true });
  note(`${pages.length - 1} scripts`);
  if (pages.length === 1) report('site', 'has no structured data at all');
  const wrong = [...stdout.matchAll(/data\.ts\((\d+),\d+\): error (.*)/g)];
  if (code && !wrong.length) report('tsc', `${code} ${stdout}`);
  for (const [, line, message] of wrong) report('application/ld+json', message.slice(0, 300), pages[Number(line) - 1]);
}

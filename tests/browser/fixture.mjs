// A small site for what the guide has not: text from right to left, code, and a table as cards.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SiteServer } from './server.mjs';
import { Tab } from './tab.mjs';

const files = {
  'site.toml': 'base_url = "http://127.0.0.1/sub/rtl/"\nsource = "ar"\n\n[[languages]]\ncode = "ar"\nname = "العربية"\n\n[[languages]]\ncode = "en"\nname = "English"\n',
  'content/index.ar.md': '+++\ntitle = "الصفحة الأولى"\n+++\n\nفقرة.\n',
  'content/index.en.md': '+++\ntitle = "The first page"\n+++\n\nText.\n',
  'content/guide.ar.md': `+++
title = "دليل"
+++

فقرة أولى مع [رابط](https://example.org/) و\`code\`.

## عنوان

| أ | ب | ج |
|---|---|---|
| 1 | 2 | 3 |

[](table:cost?as=stack)

\`\`\`
${'a line of code that is too long for a telephone '.repeat(4)}
\`\`\`
`,
  'content/tables/cost.toml': `[[column]]
id = "cost"
type = "money"
currency = "JPY"
label = "التكلفة"
[[column]]
id = "share"
type = "percent"
label = "النسبة"
[[row]]
id = "one"
label = "الأول"
cost = [1000, 2000]
share = 5
[[row]]
id = "two"
label = "الثاني"
cost = 3000
share = 7
`,
};

/** Calls `use` with a tab that shows the page, at each width. */
export async function withFixture({ browser, program, scratch }, widths, use) {
  const root = mkdtempSync(join(scratch, 'fixture-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const folder = join(root, 'public');
  // What is not translated is told as a warning; it is not the matter here.
  execFileSync(program, ['build', '--root', root, '--out', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  const server = await SiteServer.start(folder);
  const tab = await Tab.open(browser, server);
  for (const width of widths) {
    await tab.go({ path: 'ar/guide/', file: 'ar/guide/index.html', kind: 'page', language: 'ar' }, { width });
    await use(tab, width);
  }
  await tab.close();
  await server.stop();
}

// What the scripts of `src/serve/client/` do in a browser, with a server that says whatever a test wants it to.
//
//   node tests/serve/run.mjs [PART OF A NAME]
//
// The browser is `CHROME`, or /usr/bin/chromium. The status is 1 if a test failed; what a page says to the console fails it too.

import assert from 'node:assert/strict';
import { load } from '../markdown/packages.mjs';
import { page as pageTests } from './page.mjs';
import { bar as barTests } from './bar.mjs';
import { check as checkTests } from './check.mjs';
import { Mock } from './mock.mjs';
import { Tab } from './tab.mjs';

const puppeteer = await load('puppeteer-core', 'serve');
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

let failed = 0;
const wanted = process.argv[2] ?? '';
for (const [name, test] of Object.entries({ ...pageTests, ...barTests, ...checkTests })) {
  if (!name.includes(wanted)) continue;
  const mock = await new Mock().start();
  const tab = await Tab.open(browser, mock);
  try {
    await test(tab, mock);
    assert.deepEqual(tab.said, [], 'the page says something to the console');
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}\n${tab.said.join('\n')}`);
  }
  await tab.close();
  await mock.stop();
}
await browser.close();
console.log(failed ? `${failed} failed` : 'all passed');
process.exitCode = failed ? 1 : 0;

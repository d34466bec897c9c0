import { compressed } from '../server.mjs';

export const isOfOneLanguage = true;
export const sentence = 'a page asks for at most 12 KB of style and 6 KB of script, compressed (gzip -9), at most 8 files, no font';

const style = 12 * 1024;
const script = 6 * 1024;
const most = 8;

export async function check(tab, report, note) {
  await tab.go(tab.page);
  const files = [...new Set(tab.requests)].filter((address) => address.startsWith(tab.server.home));
  const size = (ending) => files.filter((address) => new URL(address).pathname.endsWith(ending)).reduce((sum, address) => sum + compressed(tab.server.fileOf(address)), 0);
  const [css, js] = [size('.css'), size('.js')];
  note(`style ${css}, script ${js}, page ${compressed(tab.server.fileOf(tab.address))} bytes; ${files.length} files`);
  const isSearch = await tab.get(() => Boolean(document.querySelector('[role="search"], search')));
  if (css > style) report('style', `${css} bytes`);
  if (js > script && !isSearch) report('script', `${js} bytes`);
  if (files.length > most) report('page', `${files.length} files`);
  for (const address of tab.requests.filter((one) => /\.(?:woff2?|ttf|otf)(?:\?|$)/.test(one))) report('font', address);
  const fonts = await tab.get(() => document.fonts.size);
  if (fonts) report('@font-face', `${fonts} fonts`);
}

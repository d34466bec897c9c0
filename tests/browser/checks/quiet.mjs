export const isOfOneLanguage = true;
export const sentence = 'a page says nothing to the console, asks for nothing that is not there and for no other host, and breaks no policy';

export const last = true;

export async function check(tab, report) {
  // As a reader loads it who has been here before and chose dark colours.
  await tab.go(tab.page, { width: 360 });
  await tab.settle();
  for (const said of new Set(tab.said)) report('page', said);
}

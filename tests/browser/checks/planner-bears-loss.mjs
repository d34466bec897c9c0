export const touches = true;
export const isOfOneLanguage = true;
export const kinds = ['planner'];
export const sentence = 'where what works out a planner cannot be had, no old result stays beside new numbers, and it is asked for again; nobody pays for it who calculates nothing';

const results = (tab) => tab.get(() => [...document.querySelectorAll('.planner-result dd')].map((one) => one.textContent).join(' | '));

async function type(tab, price) {
  const field = await tab.tab.$('figure input');
  await field.click({ count: 3 });
  await field.type(price);
  await tab.settle();
}

export async function check(tab, report) {
  let [asked, isLost] = [0, true];
  const answer = (request) => {
    const isIt = /\/theme\/calculate\.[0-9a-f]+\.js$/.test(new URL(request.url()).pathname);
    asked += isIt ? 1 : 0;
    if (isIt && isLost) request.respond({ status: 404, contentType: 'text/plain', body: 'gone' });
    else request.continue();
  };
  const said = tab.said.length;
  await tab.tab.setRequestInterception(true);
  tab.tab.on('request', answer);
  try {
    await tab.go(tab.page);
    const start = await results(tab);
    if (asked || !/\d/.test(start)) report('page', `asks ${asked} times before anybody turns to a field, and shows “${start}”`);
    await type(tab, '60000');
    const lost = await results(tab);
    if (/\d/.test(lost)) report('results', `stay without what works them out: ${lost}`);
    isLost = false;
    await type(tab, '70000');
    const found = await results(tab);
    if (!/\d/.test(found) || found === start) report('results', `do not come once it is there: ${found}`);
  } finally {
    tab.tab.off('request', answer);
    await tab.tab.setRequestInterception(false);
    // What is lost here is said on purpose.
    tab.said.length = said;
  }
}

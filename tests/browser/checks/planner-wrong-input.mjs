export const kinds = ['planner'];
export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'the planner works out what is put in; what it cannot take is said at the field, the field is marked, and no old result stays';

/** What the planner shows: the first field, what is said of it, the results. */
const look = (tab) => tab.get(() => {
  const { text, visible } = globalThis.shirubeTest;
  const planner = document.querySelector('figure:has(input), form:has(input), .planner');
  const field = planner.querySelector('input');
  const described = `${field.getAttribute('aria-errormessage') ?? ''} ${field.getAttribute('aria-describedby') ?? ''}`.split(' ').filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
  const message = described.find((one) => visible(one) && text(one));
  const box = field.getBoundingClientRect();
  const results = [...planner.querySelectorAll('[data-planned], output')].filter((one) => !one.querySelector('input') && !described.includes(one) && visible(one)).map(text);
  return {
    invalid: field.getAttribute('aria-invalid'),
    message: message ? text(message) : '',
    away: message ? Math.round(Math.max(0, message.getBoundingClientRect().top - box.bottom, box.top - message.getBoundingClientRect().bottom)) : undefined,
    results: results.join(' | '),
  };
});

async function fill(tab, value) {
  const field = await tab.tab.$('figure input, form input, .planner input');
  await field.click({ count: 3 });
  await tab.press('Backspace');
  if (value) await field.type(value);
  await tab.press('Tab');
  await tab.settle();
}

export async function check(tab, report) {
  const start = await look(tab);
  await fill(tab, '60000');
  const good = await look(tab);
  if (good.results === start.results) report('results', `stay as they were after another price: ${good.results}`);
  if (good.invalid === 'true') report('input', 'aria-invalid after a good value');
  for (const [what, value] of [['nothing', ''], ['too little', '5'], ['too much', '99999999'], ['a part of a step', '1000.5']]) {
    await fill(tab, '60000');
    await fill(tab, value);
    const wrong = await look(tab);
    if (wrong.invalid !== 'true') report('input', `${what}: no aria-invalid`);
    if (!wrong.message) report('input', `${what}: no visible message that aria-errormessage or aria-describedby names`);
    else if (wrong.away > 16) report('input', `${what}: the message is ${wrong.away} px from the field`);
    if (/\d/.test(wrong.results)) report('results', `${what}: old ones stay, ${wrong.results}`);
  }
  await fill(tab, '60000');
  const again = await look(tab);
  if (again.results !== good.results || again.invalid === 'true') report('results', `do not come back: ${again.results}`);
  const reset = await tab.tab.$('.planner-reset, button[type="reset"]');
  if (!reset) return;
  await fill(tab, '');
  await reset.click();
  await tab.settle();
  const last = await look(tab);
  if (last.results !== start.results || last.invalid === 'true') report('reset', `leaves ${last.results}`);
}

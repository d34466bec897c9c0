export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'a citation that is pointed at, or has the focus by keys, shows its work beside it within the screen; the pointer may go there, and Escape and going on take it away';

/** Longer than the page waits before it opens or closes a card. */
const wait = () => new Promise((done) => { setTimeout(done, 450); });

/** What the card shows, and whether it is as it has to be; nothing without one. */
const seen = (tab) => tab.get(() => {
  const card = document.querySelector('.citation-card');
  if (!card) return null;
  const { left, top, right, bottom } = card.getBoundingClientRect();
  return {
    text: card.textContent,
    within: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
    silent: card.getAttribute('aria-hidden') === 'true' && !card.querySelector('a, button, [id], [tabindex]'),
    middle: [(left + right) / 2, (top + bottom) / 2],
  };
});

export async function check(tab, report) {
  await tab.go(tab.page);
  const cited = await tab.get(() => [...document.querySelectorAll('main a.citation[href^="#ref-"]')].filter((one) => globalThis.shirubeTest.visible(one)).map((one) => {
    const work = document.getElementById(decodeURIComponent(one.hash.slice(1)))?.querySelector('.reference');
    return { id: one.id, title: work?.firstChild.textContent.trim().slice(0, 20) ?? '' };
  }));
  for (const width of cited.length ? [1280, 320] : []) {
    await tab.plain(width);
    for (const { id, title } of [cited[0], cited[cited.length - 1]]) {
      const link = `a.citation[id="${id}"]`;
      const expect = async (how, gone = false) => {
        const card = await seen(tab);
        if (gone !== !card) report(link, `${how}: ${gone ? 'the card stays' : 'no card'}, at ${width}`);
        if (gone || !card) return undefined;
        if (!title || !card.text.includes(title)) report(link, `${how}: shows ${card.text.slice(0, 40)}, not ${title}`);
        if (!card.within) report(link, `${how}: the card is not within the screen, at ${width}`);
        if (!card.silent) report(link, `${how}: the card has something that is reached or named twice`);
        return card;
      };
      await tab.tab.mouse.move(1, 1);
      await tab.get((one) => document.querySelector(one).scrollIntoView({ block: 'center', behavior: 'instant' }), link);
      await wait();
      await tab.tab.hover(link);
      await wait();
      const card = await expect('pointed at');
      if (card) {
        await tab.tab.mouse.move(...card.middle, { steps: 5 });
        await wait();
        await expect('the pointer on the card');
      }
      await tab.press('Escape');
      await expect('Escape', true);
      await tab.tab.mouse.move(1, 1);
      await tab.press('Shift');
      await tab.get((one) => document.querySelector(one).focus(), link);
      await expect('focus');
      await tab.press('Tab');
      const next = await tab.get(() => document.activeElement?.matches('a.citation') ?? false);
      if (!next) await expect('the focus elsewhere', true);
    }
  }
}

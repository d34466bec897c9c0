export const touches = true;
export const sentence = 'the Tab key comes to everything that can be used, in order, at 360 and 1280; each is in sight then, not covered, and shows that it has the focus';

/** What has the focus, and what is wrong with how it shows it. */
const focused = (tab) => tab.get(async () => {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const { name, text } = globalThis.shirubeTest;
  element.dataset.reached = 'yes';
  const style = getComputedStyle(element);
  const wrong = [];
  // An outline in the colour of what is behind it, or none, is no sign.
  const outlined = (one, part) => getComputedStyle(one, part).outlineStyle !== 'none' && Number.parseFloat(getComputedStyle(one, part).outlineWidth) >= 2;
  // A card may be outlined in the place of the link that is all of it.
  if (!element.matches(':focus-visible')) wrong.push('is not :focus-visible');
  else if (!outlined(element) && style.boxShadow === 'none' && !['::before', '::after'].some((part) => outlined(element, part)) && !(element.parentElement && outlined(element.parentElement)) && !outlined(element.closest('li') ?? element)) wrong.push(`has no outline: ${style.outlineStyle} ${style.outlineWidth}`);
  const boxesNow = () => [...element.getClientRects()].filter((box) => box.width && box.height);
  const isSeen = () => boxesNow().some((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
  // The browser scrolls to it with one of the next frames.
  for (let frames = 0; frames < 20 && !isSeen(); frames += 1) await new Promise((done) => { requestAnimationFrame(done); });
  const boxes = boxesNow();
  if (!isSeen()) wrong.push('is out of sight');
  else {
    // Something else lies over every part that is in sight.
    const covered = boxes.every((box) => [0.5, 0.1, 0.9].every((part) => {
      const [x, y] = [box.left + box.width * part, Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1)];
      const on = document.elementFromPoint(x, y);
      return on && !element.contains(on) && !on.contains(element);
    }));
    if (covered) wrong.push('is covered');
  }
  return { name: name(element), text: text(element).slice(0, 30), wrong };
});

export async function check(tab, report, note) {
  // Each language has the same pages: the short run walks the one on a telephone, the other on a desk.
  const widths = tab.isWhole || !tab.page.language ? [1280, 360] : [tab.page.language === 'ja' ? 360 : 1280];
  for (const width of widths) {
    await tab.go(tab.page, { width });
    // Without smooth scrolling the place of the focus is known at once.
    await tab.emulate({ motion: 'reduce' });
    const wanted = await tab.get(() => {
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
      const usable = all.filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length);
      for (const one of usable) one.dataset.wanted = 'yes';
      return usable.length;
    });
    let steps = 0;
    for (; steps < wanted + 10; steps += 1) {
      await tab.press('Tab');
      const at = await focused(tab);
      if (!at) break;
      for (const wrong of at.wrong) report(at.name, `${wrong} at ${width} (${at.text})`);
    }
    const missed = await tab.get(() => [...document.querySelectorAll('[data-wanted]:not([data-reached])')].map((one) => `${globalThis.shirubeTest.name(one)} (${globalThis.shirubeTest.text(one).slice(0, 30)})`));
    for (const one of missed) report(one, `is not reached at ${width}`);
    note(`${wanted} at ${width}`);
  }
}

export const kinds = ['home'];
export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'who chose light or dark can go back to what the system has, and then nothing is stored';

export async function check(tab, report) {
  const state = () => tab.get(() => ({ theme: document.documentElement.dataset.theme ?? '', stored: localStorage.getItem('shirube-theme') ?? '', paper: getComputedStyle(document.body).backgroundColor }));
  const start = await state();
  const controls = await tab.get(() => {
    const found = [...document.querySelectorAll('[class*="theme"] input, [class*="theme"] button, [class*="theme"] option, button[class*="theme"]')];
    for (const [order, one] of found.entries()) one.dataset.control = order;
    return found.length;
  });
  if (!controls) return report('header', 'has nothing that changes the colours');
  let isBack = false;
  let isChanged = false;
  // A button that goes round comes back within four; a choice of several has one that does.
  for (let tries = 0; tries < 4 * controls && !(isChanged && isBack); tries += 1) {
    await tab.get((order) => {
      const one = document.querySelector(`[data-control="${order}"]`);
      if (one.localName !== 'option') return one.click();
      one.parentElement.value = one.value;
      return one.parentElement.dispatchEvent(new Event('change', { bubbles: true }));
    }, tries % controls);
    await tab.settle();
    const now = await state();
    if (now.paper !== start.paper) isChanged = true;
    isBack = isChanged && !now.stored && now.paper === start.paper && (!now.theme || ['auto', 'system'].includes(now.theme));
  }
  if (!isChanged) report('theme switch', 'changes nothing');
  else if (!isBack) report('theme switch', 'does not go back to the colours of the system');
}

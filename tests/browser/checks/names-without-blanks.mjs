export const sentence = 'a screen reader is told no blank between Japanese characters that the page does not have: none where a phrase may break';

const roles = new Set(['link', 'button', 'heading', 'DisclosureTriangle', 'cell', 'columnheader', 'rowheader', 'textbox', 'spinbutton', 'region', 'navigation', 'table', 'image']);
const blank = /[\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f！？（）「」] [\u3040-\u30ff\u4e00-\u9fff\u3000-\u303f！？（）「」]/u;

/** What of a name stands in one element, with what the page has between its pieces: two texts of one element, with `<wbr>` between, are one. */
const whole = 'function () { const parts = new Map(); const walker = document.createTreeWalker(this, NodeFilter.SHOW_TEXT);'
  + ' for (let node = walker.nextNode(); node; node = walker.nextNode()) parts.set(node.parentNode, (parts.get(node.parentNode) ?? "") + node.data);'
  + ' return [...parts.values()]; }';

export async function check(tab, report) {
  const { nodes } = await tab.cdp.send('Accessibility.getFullAXTree');
  for (const { ignored, role, name, backendDOMNodeId } of nodes) {
    if (ignored || !roles.has(role?.value) || !blank.test(name?.value ?? '')) continue;
    const { object } = await tab.cdp.send('DOM.resolveNode', { backendNodeId: backendDOMNodeId });
    const { result } = await tab.cdp.send('Runtime.callFunctionOn', { objectId: object.objectId, functionDeclaration: whole, returnByValue: true });
    if (result.value.some((text) => !blank.test(text) && !name.value.includes(text.trim()) && name.value.replaceAll(' ', '').includes(text.replaceAll(/\s/g, '')))) report(role.value, `「${name.value.slice(0, 60)}」`);
  }
}

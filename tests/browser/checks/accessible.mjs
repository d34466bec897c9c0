import { axeSource } from '../axe.mjs';

export const sentence = 'axe finds nothing, light and dark, at 320 and 1280';

export async function check(tab, report) {
  await tab.tab.evaluate(axeSource);
  // The short run looks at each page in two of the four ways, and at the other two in the other language.
  const isTold = (width, scheme) => tab.isWhole || !tab.page.language || (tab.page.language === 'ja') === ((width === 320) === (scheme === 'light'));
  for (const width of [1280, 320]) {
    await tab.size(width);
    for (const scheme of ['light', 'dark']) {
      if (!isTold(width, scheme)) continue;
      await tab.emulate({ scheme });
      await tab.settle();
      const violations = await tab.get(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations
        .map(({ id, help, nodes }) => ({ id, help, count: nodes.length, at: nodes[0].target.join(' ') })));
      for (const { id, help, count, at } of violations) report(at, `${id}: ${help} (${count} at ${width} ${scheme})`);
    }
  }
}

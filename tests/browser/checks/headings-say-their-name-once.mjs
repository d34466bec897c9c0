export const sentence = 'the name of a heading is said once: what stands in it besides is no part of the name';

export async function check(tab, report) {
  const { nodes } = await tab.cdp.send('Accessibility.getFullAXTree');
  for (const { ignored, role, name } of nodes) {
    if (ignored || role?.value !== 'heading' || !name?.value) continue;
    const plain = name.value.replace(/\s/g, '');
    for (let length = 2; length <= plain.length / 2; length += 1) {
      if (!plain.slice(length).includes(plain.slice(0, length))) {
        // The longest beginning that comes again.
        if (length - 1 >= 4 && length - 1 >= plain.length * 0.3) report('heading', name.value);
        break;
      }
      if (length === Math.floor(plain.length / 2)) report('heading', name.value);
    }
  }
}

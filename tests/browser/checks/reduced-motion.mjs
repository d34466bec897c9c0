export const isOfOneLanguage = true;
export const sentence = 'for who asks for less motion nothing moves, fades or scrolls by itself';

export async function check(tab, report) {
  await tab.emulate({ motion: 'reduce' });
  await tab.settle();
  const wrong = await tab.get(() => {
    const long = (times) => times.split(',').some((time) => Number.parseFloat(time) > 0.01);
    return [document.documentElement, ...document.body.querySelectorAll('*')].flatMap((one) => {
      const style = getComputedStyle(one);
      const motions = [];
      if (long(style.transitionDuration)) motions.push(`transition of ${style.transitionDuration}`);
      if (style.animationName !== 'none' && long(style.animationDuration)) motions.push(`animation ${style.animationName}`);
      if (style.scrollBehavior === 'smooth') motions.push('scrolls smoothly');
      return motions.map((motion) => [globalThis.shirubeTest.name(one), motion]);
    });
  });
  for (const [element, value] of wrong) report(element, value);
}

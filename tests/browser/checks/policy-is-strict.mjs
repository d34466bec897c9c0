export const touches = true;
export const isOfOneLanguage = true;
export const sentence = 'a page begins with its policy, which lets in what is the site’s own and nothing that stands in the page, and says what bytes its scripts and styles have';

export async function check(tab, report) {
  const found = await tab.get(() => {
    const metas = [...document.head.querySelectorAll('meta')];
    const policy = document.head.querySelector('meta[http-equiv="Content-Security-Policy"]');
    const own = [...document.querySelectorAll('script[src], link[rel~="stylesheet"]')];
    return {
      place: metas.indexOf(policy),
      policy: policy?.content ?? '',
      referrer: document.head.querySelector('meta[name="referrer"]')?.content ?? '',
      without: own.filter((one) => !/^sha(256|384|512)-[A-Za-z0-9+/]+=*$/.test(one.integrity)).map((one) => one.getAttribute('src') ?? one.getAttribute('href')),
      count: own.length,
      inside: [...document.querySelectorAll('[style], style, script:not([src])')]
        .filter((one) => !['application/ld+json', 'application/json'].includes(one.type))
        .map((one) => globalThis.shirubeTest.name(one)),
      handlers: [...document.querySelectorAll('*')].filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on'))).map((one) => globalThis.shirubeTest.name(one)),
    };
  });
  // Behind the encoding, before anything that is loaded.
  if (found.place !== 1) report('head', `the policy is meta ${found.place + 1}`);
  const directives = new Map(found.policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]));
  if (directives.get('default-src')?.join() !== '\'none\'') report('policy', found.policy);
  for (const [name, sources] of directives) {
    const wrong = sources.filter((one) => !['\'self\'', '\'none\'', 'data:'].includes(one));
    if (wrong.length) report('policy', `${name} lets in ${wrong.join(' ')}`);
  }
  if (!/^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/.test(found.referrer)) report('head', `referrer: ${found.referrer}`);
  if (!found.count) report('page', 'has no script and no style');
  for (const address of found.without) report(address, 'has no integrity');
  for (const element of [...found.inside, ...found.handlers]) report(element, 'stands in the page, and is neither run nor used');

  // That the browser keeps to it: a script and a style that get into the page, and a picture of elsewhere.
  const said = tab.said.length;
  const blocked = await tab.get(async () => {
    const told = [];
    const listen = ({ effectiveDirective }) => told.push(effectiveDirective);
    document.addEventListener('securitypolicyviolation', listen);
    const script = document.createElement('script');
    script.textContent = 'globalThis.gotIn = true';
    const style = document.createElement('style');
    style.textContent = 'p { color: red }';
    const picture = document.createElement('img');
    picture.src = 'https://elsewhere.example/a.png';
    document.body.append(script, style, picture);
    await new Promise((done) => { setTimeout(done, 300); });
    for (const one of [script, style, picture]) one.remove();
    document.removeEventListener('securitypolicyviolation', listen);
    return { told: told.sort().join(), gotIn: Boolean(globalThis.gotIn) };
  });
  // What the browser says of these is none of the page's.
  tab.said.length = said;
  if (blocked.gotIn) report('page', 'runs a script that stands in it');
  if (blocked.told !== 'img-src,script-src-elem,style-src-elem') report('policy', `blocks ${blocked.told || 'nothing'}`);
}

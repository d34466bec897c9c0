export const isOfOneLanguage = true;
export const sentence = 'a page below the home page says in structured data where it stands, and `og:locale` has a territory';

export async function check(tab, report) {
  const { kind } = tab.page;
  const { types, locale } = await tab.get(() => ({
    types: [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
      const data = JSON.parse(script.textContent);
      return (data['@graph'] ?? [data]).map((one) => one['@type']);
    }),
    locale: document.querySelector('meta[property="og:locale"]')?.content,
  }));
  if (!['root', '404', 'home'].includes(kind) && !types.includes('BreadcrumbList')) report('application/ld+json', `no BreadcrumbList, ${types.join(', ') || 'no data'}`);
  if (!['root', '404'].includes(kind) && !/^[a-z]{2,3}_[A-Z]{2}$/.test(locale ?? '')) report('og:locale', locale ?? 'none');
}

const base = import.meta.env.BASE_URL.replace(/\/$/, '');

/** The address of a page on this site, under whatever base it is served; '' is the first page. */
export const address = (slug: string): string => `${base}/${slug && `${slug}/`}`;

/** The page that an address of this site leads to. */
export const slugOf = (href: string): string =>
  href
    .slice(base.length)
    .replace(/[?#].*$/, '')
    .replaceAll(/^\/|\/$/g, '');

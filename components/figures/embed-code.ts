import { address } from '../../src/site/address.ts';

/** What surrounds a figure on its page of its own: see `src/site/embeds.ts`. */
const [MARGIN, ABOVE_AND_BELOW] = [32, 72];

/**
 * The iframe that shows this figure alone, in the state that `link` leads to, as large as it stands here.
 * `figure` is the element with its number.
 */
export function embedCode(name: string, link: string, figure: Element | null): string {
  const state = new URL(link, location.href);
  state.searchParams.delete('fig');
  const own = new URL(address(`embed/${name}`), location.href);
  // A version alone says nothing.
  if ([...state.searchParams.keys()].some((key) => key !== 'v')) own.search = state.search;
  if (state.hash !== `#fig-${name}`) own.hash = state.hash;
  const { width = 760, height = 600 } = figure?.getBoundingClientRect() ?? {};
  const number = figure?.querySelector('.figure-number')?.textContent ?? 'A figure';
  return [
    `<iframe src="${own.href.replaceAll('&', '&amp;')}"`,
    `title="${number} of Lines That Learn"`,
    `width="${Math.ceil(width) + MARGIN}" height="${Math.ceil(height) + ABOVE_AND_BELOW}"`,
    'style="border: 0; max-width: 100%" loading="lazy"></iframe>',
  ].join(' ');
}

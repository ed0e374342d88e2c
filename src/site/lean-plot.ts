import type { Plugin } from 'vite';
import { replaced } from './replaced.ts';

/**
 * Plot without what no figure here draws: maps, colour schemes and legends, a fifth of its weight, which
 * it takes up whole. The names stay, so that a build fails when Plot asks for another; a figure that used one
 * would throw when it is drawn, at build time already.
 *
 * And Plot without the formatter of numbers that it makes as soon as it is loaded, the most of its loading:
 * it is made when a number without a format of its own is to be written.
 */
export const leanPlot = (): Plugin => ({
  name: 'lean-plot',
  enforce: 'pre',
  apply: 'build',
  resolveId: (id) => (Object.hasOwn(left, id) ? `\0lean-plot:${id}` : undefined),
  load: (id) => left[/^\0lean-plot:(.*)/.exec(id)?.[1] ?? ''],
  transform(code, id) {
    if (/@observablehq\/plot\/src\/legends\.js$/.test(id)) return noLegends;
    if (!/@observablehq\/plot\/src\/format\.js$/.test(id)) return undefined;
    const of = { file: id, plugin: 'lean-plot.ts' };
    return replaced(
      replaced(code, 'const format = numberFormat(locale);', '', of),
      'format.format(i)',
      'numberFormat(locale).format(i)',
      of,
    );
  },
});

/** A chart that is asked for a legend has none: what its marks mean is said beside it. */
const noLegends = `export const legend = () => undefined;
export const exposeLegends = () => legend;
export const createLegends = () => [];`;

/** Exports of these names, each of which throws when it is called. */
const absent = (prefix: string, names: string) =>
  named(
    prefix,
    names,
    (name) =>
      `() => { throw new Error('${name} is left out of this site: see src/site/lean-plot.ts.'); }`,
  );

const named = (prefix: string, names: string, value: (name: string) => string) =>
  names
    .split(' ')
    .map((rest) => `export const ${prefix}${rest} = ${value(`${prefix}${rest}`)};`)
    .join('\n');

const hues =
  'Blues BrBG BuGn BuPu GnBu Greens Greys OrRd Oranges PRGn PiYG PuBu PuBuGn PuOr PuRd Purples RdBu RdGy RdPu RdYlBu RdYlGn Reds Spectral YlGn YlGnBu YlOrBr YlOrRd';

const left: Record<string, string> = {
  'd3-geo': `${absent(
    'geo',
    'Albers AlbersUsa AzimuthalEqualArea AzimuthalEquidistant Centroid ClipRectangle ConicConformal ConicEqualArea ConicEquidistant EqualEarth Equirectangular Gnomonic Graticule10 Mercator Orthographic Path Stereographic Stream TransverseMercator',
  )}
export const geoTransform = () => undefined; // Plot makes one as soon as it is loaded.`,
  'd3-scale-chromatic': [
    absent(
      'interpolate',
      `${hues} Cividis Cool CubehelixDefault Inferno Magma Plasma Rainbow Sinebow Turbo Viridis Warm`,
    ),
    named(
      'scheme',
      `${hues} Accent Category10 Dark2 Observable10 Paired Pastel1 Pastel2 Set1 Set2 Set3 Tableau10`,
      () => 'undefined',
    ),
  ].join('\n'),
};

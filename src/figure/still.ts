import type { Grid, Paint } from './heat.ts';
import { paintProbabilities } from './heat.ts';

/**
 * What the browser has and the build lacks: a document to make a chart's elements, and a way to
 * make an image of a heat map. With them every figure is drawn at build time, and can be seen
 * before, and without, JavaScript. In the browser's code both build branches fall away.
 */
const atBuild = import.meta.env.SSR
  ? { linkedom: await import('linkedom'), png: await import('fast-png') }
  : undefined;

/** The document that makes a chart's elements: the page's own, or a stand-in at build time. */
export const page: Document = atBuild
  ? (atBuild.linkedom.parseHTML('<!doctype html><html><body></body></html>')
      .document as unknown as Document)
  : document;

/** A heat map as a `data:` address of a PNG image; only at build time. */
export function heatImage(grid: Grid, paint: Paint = paintProbabilities): string {
  if (!atBuild)
    throw new Error('heatImage is for stills; in the browser a canvas paints the grid.');
  const { columns: width, rows: height } = grid;
  const pixels = new Uint8ClampedArray(width * height * 4);
  paint(grid, pixels);
  const data = new Uint8Array(pixels.buffer);
  // A wash in steps of 4 of 255 cannot be told from a smooth one, and weighs little more than half.
  for (let alpha = 3; alpha < data.length; alpha += 4)
    data[alpha] = Math.min(255, 4 * Math.round((data[alpha] as number) / 4));
  const image = { width, height, data, channels: 4, depth: 8 } as const;
  const bytes = atBuild.png.encode(image, { zlib: { level: 9 } });
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
}

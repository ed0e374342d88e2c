import { readFile } from 'node:fs/promises';
import type { APIRoute } from 'astro';
import sharp from 'sharp';
import { lightColour } from '../../../components/shell/open-graph.ts';

/** The sign's share of the icon's width; a maskable one may lose all that lies outside a circle of four fifths. */
const icons = {
  'icon-192': { size: 192, share: 0.84 },
  'icon-512': { size: 512, share: 0.84 },
  'maskable-512': { size: 512, share: 0.58 },
};

export const getStaticPaths = () => Object.keys(icons).map((name) => ({ params: { name } }));

/** The favicon on paper, as an app's icon. */
export const GET: APIRoute = async ({ params }) => {
  const { size, share } = icons[params['name'] as keyof typeof icons];
  const sign = Math.round(size * share);
  const drawn = await sharp(await readFile('public/favicon.svg'), { density: (72 * sign) / 32 })
    .resize(sign, sign)
    .toBuffer();
  const png = await sharp({
    create: { width: size, height: size, channels: 4, background: lightColour('--paper') },
  })
    .composite([{ input: drawn }])
    .png({ palette: true })
    .toBuffer();
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
};

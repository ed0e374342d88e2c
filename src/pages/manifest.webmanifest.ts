import type { APIRoute } from 'astro';
import { lightColour } from '../../components/shell/open-graph.ts';
import { address } from '../site/address.ts';

const icon = (name: string, size: number, purpose: string) => ({
  src: `${address('')}icons/${name}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
});

/** What a browser needs to know to install the course as an app. */
export const GET: APIRoute = () =>
  Response.json(
    {
      name: 'Lines That Learn',
      short_name: 'Lines',
      description:
        'From logistic regression to a two-layer perceptron, by figures that run the real training code in your browser.',
      lang: 'en',
      id: address(''),
      start_url: address(''),
      scope: address(''),
      display: 'standalone',
      background_color: lightColour('--paper'),
      theme_color: lightColour('--paper'),
      categories: ['education'],
      icons: [
        icon('icon-192', 192, 'any'),
        icon('icon-512', 512, 'any'),
        icon('maskable-512', 512, 'maskable'),
      ],
    },
    { headers: { 'content-type': 'application/manifest+json' } },
  );

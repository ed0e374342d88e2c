import { getCollection } from 'astro:content';
import { OGImageRoute } from 'astro-og-canvas';
import { background, lightColour } from '../../../components/shell/open-graph.ts';
import { findChapter } from '../../site/course.ts';

// One picture for each page, to be shown where the page is shared.
const entries = (await getCollection('docs')).filter(({ id }) => id !== '404');

const rgb = (name: string) =>
  [1, 3, 5].map((at) => Number.parseInt(lightColour(name).slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
const face = (colour: string, size: number, lineHeight: number) => ({
  color: rgb(colour),
  families: ['Source Serif 4'],
  size,
  lineHeight,
});

export const { getStaticPaths, GET } = await OGImageRoute({
  pages: Object.fromEntries(entries.map(({ id, data }) => [id, data])),
  getImageOptions: async (id, { title, description }) => ({
    title,
    ...(description && { description }),
    bgImage: { path: await background(findChapter(id) ? id : 'three-lines') },
    padding: 72,
    fonts: [
      './node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
    ],
    font: { title: face('--ink', 80, 1.1), description: face('--ink-soft', 34, 1.35) },
  }),
});

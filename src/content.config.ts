import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';

export const collections = {
  docs: defineCollection({
    loader: glob({
      pattern: '**/*.mdx',
      base: './content',
      // Files are numbered in reading order; addresses are not, so that a chapter can move.
      generateId: ({ entry }) => entry.replace(/\.mdx$/, '').replace(/^\d+-/, ''),
    }),
    schema: docsSchema(),
  }),
};

import process from 'node:process';
import type { APIRoute, GetStaticPaths } from 'astro';
import { notebookOf } from '../../notebook/chapters.ts';
import { jupyterNotebook } from '../../notebook/jupyter.ts';
import { programFile } from '../../notebook/program.ts';
import { parts } from '../../site/course.ts';

/** Each chapter to take along: `/notebooks/first-layer.ts` for Node, `/notebooks/first-layer.ipynb` for Jupyter. */
export const getStaticPaths: GetStaticPaths = () =>
  parts
    .flatMap(({ chapters }) => chapters)
    .flatMap(({ slug }) =>
      (['ts', 'ipynb'] as const).map((kind) => ({
        params: { file: `${slug}.${kind}` },
        props: { slug, kind },
      })),
    );

export const GET: APIRoute<{ slug: string; kind: 'ts' | 'ipynb' }> = async ({
  props: { slug, kind },
  site,
}) => {
  // Without SITE nobody knows where the pages will be found.
  const home = process.env['SITE'] ? new URL(import.meta.env.BASE_URL, site) : undefined;
  const notebook = await notebookOf(slug, { home });
  return kind === 'ts'
    ? new Response(programFile(notebook), { headers: { 'Content-Type': 'text/plain' } })
    : new Response(`${JSON.stringify(jupyterNotebook(notebook), null, 1)}\n`, {
        headers: { 'Content-Type': 'application/x-ipynb+json' },
      });
};

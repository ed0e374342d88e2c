import process from 'node:process';
import type { APIRoute, GetStaticPaths } from 'astro';
import { notebookOf } from '../../notebook/chapters.ts';
import { jupyterNotebook } from '../../notebook/jupyter.ts';
import type { Notebook } from '../../notebook/notebook.ts';
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

const made = new Map<string, Promise<Notebook>>();

/** A build makes a chapter's notebook once, for both its files. */
function notebookFor(slug: string, home: URL | undefined): Promise<Notebook> {
  const known = import.meta.env.DEV ? undefined : made.get(slug);
  const notebook = known ?? notebookOf(slug, { home });
  made.set(slug, notebook);
  return notebook;
}

export const GET: APIRoute<{ slug: string; kind: 'ts' | 'ipynb' }> = async ({
  props: { slug, kind },
  site,
}) => {
  // Without SITE nobody knows where the pages will be found.
  const home = process.env['SITE'] ? new URL(import.meta.env.BASE_URL, site) : undefined;
  const notebook = await notebookFor(slug, home);
  return kind === 'ts'
    ? new Response(programFile(notebook), { headers: { 'Content-Type': 'text/plain' } })
    : new Response(`${JSON.stringify(jupyterNotebook(notebook), null, 1)}\n`, {
        headers: { 'Content-Type': 'application/x-ipynb+json' },
      });
};

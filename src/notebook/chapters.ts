import { readFileSync } from 'node:fs';
import process from 'node:process';
import { exercises } from '../exercise/exercises.ts';
import { type Fact, factValue } from '../facts/fact.ts';
import { chapterFile, findChapter } from '../site/course.ts';
import { findFigure } from '../site/figures.ts';
import { findTerm, terms } from '../site/terms.ts';
import type { Exercise } from './chapter.ts';
import { makeNotebook, type Notebook } from './notebook.ts';
import { openProject, type Project } from './project.ts';

const factFiles = import.meta.glob<{ facts?: Record<string, Fact> }>('/src/facts/*.ts', {
  eager: true,
});
const facts = Object.fromEntries(
  Object.entries(factFiles).map(([file, module]) => [file.slice(1), module.facts ?? {}]),
);

let opened: Project | undefined;

export interface NotebookOptions {
  /** Where the site is published, with its base; without it the notebook holds no links into the site. */
  readonly home?: URL | undefined;
  /** How the prose writes a fact. */
  readonly said?: (fact: Fact) => string;
}

/** The notebook of the chapter with this address. Throws for an address that no chapter has. */
export async function notebookOf(
  slug: string,
  { home, said = (fact) => fact.format(factValue(fact)) }: NotebookOptions = {},
): Promise<Notebook> {
  const found = findChapter(slug);
  if (!found) throw new Error(`No chapter has the address “${slug}”.`);
  const { chapter } = found;
  // While the site is written its modules change.
  const isWritten = import.meta.env.MODE === 'development';
  opened = opened && !isWritten ? opened : openProject(process.cwd());
  const page = home && new URL(`${slug}/`, home);
  const { pathname } = home ?? { pathname: '/' };
  const written = new Map<string, Exercise>();
  for (const { id, title, chapter: of, load } of exercises)
    if (of === slug) written.set(id, { title, ...(await load()).exercise });
  return makeNotebook(opened, {
    slug,
    number: chapter.number,
    mdx: readFileSync(chapterFile(chapter), 'utf8'),
    page: page?.href,
    facts,
    said,
    meanings: {
      term: (name) => findTerm(name).name,
      terms: Object.values(terms).sort((a, b) => a.name.localeCompare(b.name, 'en')),
      figure: (name) => findFigure(name).number,
      address: (href) => {
        if (/^[a-z]+:/.test(href)) return href;
        // An address of the site leaves out the base.
        return page && new URL(href.replace(/^\//, pathname), page).href;
      },
      exercise: (id) => {
        const known = written.get(id);
        if (!known) throw new Error(`${slug} has no exercise called “${id}”.`);
        return known;
      },
    },
  });
}

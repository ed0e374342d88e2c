import { parts } from './course.ts';

/**
 * Every figure of the course by its name in the curriculum, chapter after chapter in the order of
 * the text; its number follows from its place here.
 */
const figuresOf: Record<string, readonly string[]> = {
  'linear-classifiers': ['line-by-hand'],
  'logistic-regression': ['sigmoid-threshold', 'logistic-training', 'loss-bowl'],
  'not-enough': ['not-enough', 'best-line'],
  'bend-the-space': ['feature-map'],
  'three-lines': ['three-lines-by-hand', 'why-three', 'independent-lines'],
  'first-layer': ['first-layer', 'activation-zoo'],
  'second-layer': ['network-by-hand'],
  'why-activations': ['collapse'],
  loss: ['learning-rate', 'not-convex'],
  backpropagation: ['backprop'],
  batch: ['sum-or-mean'],
  result: ['result', 'replay'],
  'how-many-lines': [
    'widths',
    'thousand-networks',
    'corners',
    'round-triangle',
    'certainty',
    'train-test',
  ],
  'more-layers': ['depth'],
  'more-classes': ['softmax', 'softmax-regions'],
  'names-and-next-steps': ['take-along'],
};

/** The figures of pages beside the chapters. */
const figuresBeside: Record<string, readonly string[]> = { playground: ['playground'] };

export interface FigureEntry {
  readonly name: string;
  /** “2.1”: the chapter's number and the figure's place in it; its place alone on a page beside them. */
  readonly number: string;
  /** The page's address. */
  readonly slug: string;
}

/** The figures of the chapters that stand, and of the pages beside them. */
export const figures: readonly FigureEntry[] = [
  ...parts.flatMap(({ chapters }) =>
    chapters.flatMap(({ number, slug }) =>
      (figuresOf[slug] ?? []).map((name, i) => ({ name, number: `${number}.${i + 1}`, slug })),
    ),
  ),
  ...Object.entries(figuresBeside).flatMap(([slug, names]) =>
    names.map((name, i) => ({ name, number: String(i + 1), slug })),
  ),
];

/** The figure of this name. Throws when there is none: a slip in a chapter fails the build. */
export function findFigure(name: string): FigureEntry {
  const found = figures.find((figure) => figure.name === name);
  if (!found)
    throw new Error(
      `No figure is called “${name}”; src/site/figures.ts knows ${figures.map((f) => f.name).join(', ')}.`,
    );
  return found;
}

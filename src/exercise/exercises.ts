import type { Exercise } from './grade.ts';

/** An exercise of the course, so far as the pages that do not run it need to know. */
export interface ExerciseEntry {
  /** Also the name under which it is kept that it was solved, and the reader's text. */
  readonly id: string;
  /** The address of the chapter that holds it. */
  readonly chapter: string;
  readonly title: string;
  readonly load: () => Promise<{ readonly exercise: Exercise }>;
}

/** All exercises, in the order in which they are met. */
export const exercises: readonly ExerciseEntry[] = [
  {
    id: 'sigmoid',
    chapter: 'logistic-regression',
    title: 'A sigmoid that never overflows',
    load: () => import('./sigmoid.ts'),
  },
  {
    id: 'logistic-gradient',
    chapter: 'logistic-regression',
    title: 'The gradient of logistic regression',
    load: () => import('./logistic-gradient.ts'),
  },
  {
    id: 'shifted-circles',
    chapter: 'bend-the-space',
    title: 'A φ for circles anywhere',
    load: () => import('./shifted-circles.ts'),
  },
  {
    id: 'layer',
    chapter: 'first-layer',
    title: 'The forward pass of a layer',
    load: () => import('./layer.ts'),
  },
  {
    id: 'collapse',
    chapter: 'why-activations',
    title: 'The collapse to one line',
    load: () => import('./collapse.ts'),
  },
  {
    id: 'own-backward',
    chapter: 'batch',
    title: 'The backward pass',
    load: () => import('./own-backward.ts'),
  },
  {
    id: 'mini-batches',
    chapter: 'batch',
    title: 'An epoch in mini-batches',
    load: () => import('./mini-batches.ts'),
  },
  {
    id: 'momentum',
    chapter: 'result',
    title: 'Steps with momentum',
    load: () => import('./momentum.ts'),
  },
  {
    id: 'softmax',
    chapter: 'more-classes',
    title: 'The softmax and its gradient',
    load: () => import('./softmax.ts'),
  },
];

/** The exercise of this name. Throws when there is none: a slip in a chapter fails the build. */
export function findExercise(id: string): ExerciseEntry {
  const found = exercises.find((exercise) => exercise.id === id);
  if (!found)
    throw new Error(
      `No exercise is called “${id}”; src/exercise/exercises.ts knows ${exercises.map((one) => one.id).join(', ')}.`,
    );
  return found;
}

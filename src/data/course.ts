import type { RecipeOf } from './datasets.ts';

/**
 * The data sets that the chapters speak of, by seed. Figures, facts and questions take them from
 * here, so that what the prose says is true of the very points that the reader sees.
 */
export const course = {
  /** Two blobs that a line separates with room to spare. */
  apart: { name: 'blobs', count: 80, classes: 2, distance: 3.6, noise: 0.55, seed: 5 },
  /** Two blobs that run into each other: no line is perfect. */
  overlapping: { name: 'blobs', count: 80, classes: 2, distance: 2.6, noise: 0.95, seed: 5 },
  /** Two rings: the problem of the course. */
  circles: { name: 'circles', count: 200, centre: [0, 0], radii: [1, 3], noise: 0.05, seed: 44 },
} as const satisfies Record<string, RecipeOf<'blobs'> | RecipeOf<'circles'>>;

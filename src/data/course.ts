import type { DataRecipe } from './datasets.ts';

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
  /** Three more shapes that no line parts. */
  moons: { name: 'moons', count: 200, noise: 0.15, seed: 1 },
  xor: { name: 'xor', count: 200, noise: 0.1, seed: 2 },
  spiral: { name: 'spiral', count: 200, classes: 2, turns: 1.25, noise: 0.1, seed: 1 },
  /** Three classes side by side, close enough that a few points lie among the others. */
  threeBlobs: { name: 'blobs', count: 120, classes: 3, distance: 3, noise: 0.7, seed: 5 },
  /** Three classes that no straight borders part. */
  threeArms: { name: 'spiral', count: 210, classes: 3, turns: 0.75, noise: 0.1, seed: 1 },
  /** Three species by two measurements. */
  penguins: {
    name: 'penguins',
    species: ['Adelie', 'Chinstrap', 'Gentoo'],
    measurements: ['billLength', 'billDepth'],
  },
} as const satisfies Record<string, DataRecipe>;

/** The shapes that one line cannot part, in the order of chapter 3. */
export const shapeNames = ['circles', 'moons', 'xor', 'spiral'] as const;
export type ShapeName = (typeof shapeNames)[number];

/** Points in one of these shapes: the text's own, or, so many draws on, others. */
export function shapeRecipe(
  name: ShapeName,
  draws = 0,
  noise: number = course[name].noise,
): DataRecipe {
  const recipe = course[name];
  return { ...recipe, noise, seed: (recipe.seed + draws) % 4294967296 };
}

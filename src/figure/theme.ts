/**
 * How a class, a unit and a line look, everywhere. Marks name CSS custom properties, so a change of
 * theme needs no redrawing; heat maps need numbers, and carry their strength in the alpha channel,
 * so that one image serves the light and the dark page.
 */
export const classColour = (label: number) => `var(--class-${label})`;

/** A class is told by its shape as well as by its colour. */
export const classSymbols = ['triangle', 'circle', 'square', 'diamond', 'star', 'wye'] as const;

/** The shape's name in words, for captions and text alternatives. */
export const classShapes = ['triangles', 'discs', 'squares', 'diamonds', 'stars', 'wyes'] as const;

/** The hidden units' lines, told apart from the classes and from each other. */
export const unitColour = (unit: number) => `var(--unit-${(unit % 8) + 1})`;

/**
 * Red, green and blue of the classes in heat maps, in the hues of their marks: found by a search for the
 * largest smallest distance (OKLab) between any two of them, laid thinly over light and over dark paper,
 * with normal vision and without each of the three cones.
 */
export const heatColours: readonly (readonly [number, number, number])[] = [
  [213, 94, 0],
  [0, 114, 178],
  [5, 85, 42],
  [245, 120, 245],
  [235, 220, 77],
  [140, 145, 137],
];

/** How opaque a heat map is where the model is sure. */
export const heatStrength = 0.45;

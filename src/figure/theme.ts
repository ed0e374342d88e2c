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

/** Red, green and blue of the classes in heat maps (Okabe and Ito 2008, safe for colour vision). */
export const heatColours: readonly (readonly [number, number, number])[] = [
  [213, 94, 0],
  [0, 114, 178],
  [0, 158, 115],
  [204, 121, 167],
  [230, 159, 0],
  [86, 180, 233],
];

/** How opaque a heat map is where the model is sure. */
export const heatStrength = 0.45;

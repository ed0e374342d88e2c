import { column, type Matrix } from '../../src/data/matrix.ts';
import { classBorders, paintClasses } from '../../src/figure/class-regions.ts';
import type { Grid } from '../../src/figure/heat.ts';
import type { Heat } from './HeatLayer.tsx';

/**
 * What a model says over a chart, as its heat map: ŷ is n × K at the centres of a grid of `cells` × `cells`,
 * or n × 1 for the probability of class 1. Each class's region has its colour, the fuller the surer, and
 * the borders between them are drawn. Keep it by useMemo.
 */
export function classHeat(probabilities: Matrix, cells: number): Heat {
  const { columns: classes } = probabilities;
  if (classes <= 2) {
    const ofClass1 = column(probabilities, classes - 1);
    return { cells, fill: (grid) => grid.values.set(ofClass1), levels: [0.5] };
  }
  return {
    cells,
    fill: () => {},
    lines: (grid, piece) => classBorders(probabilities, grid, piece),
    paint: (grid: Grid, pixels) => paintClasses(probabilities, grid, pixels),
  };
}

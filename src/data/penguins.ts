import { csvParseRows } from 'd3-dsv';
import type { Dataset } from './dataset.ts';
import { fromRows } from './matrix.ts';
import csv from './penguins.csv?raw';
import { standardise } from './standardise.ts';

/** The three species, in the order of the alphabet. */
export const species = ['Adelie', 'Chinstrap', 'Gentoo'] as const;
export type Species = (typeof species)[number];

/** The four measurements: the column of the file, and the name an axis carries. */
export const measurements = {
  billLength: { column: 'bill_length_mm', name: 'Bill length (mm)' },
  billDepth: { column: 'bill_depth_mm', name: 'Bill depth (mm)' },
  flipperLength: { column: 'flipper_length_mm', name: 'Flipper length (mm)' },
  bodyMass: { column: 'body_mass_g', name: 'Body mass (g)' },
} as const;
export type Measurement = keyof typeof measurements;

/** Which penguins, and what of them: the classes 0, 1 (and 2) and the inputs x₁ and x₂. */
export interface PenguinChoice {
  readonly species: readonly [Species, Species] | readonly [Species, Species, Species];
  readonly measurements: readonly [Measurement, Measurement];
}

/**
 * Penguins measured near Palmer Station, Antarctica: 344 adults of three species.
 *
 * Source: K. B. Gorman, T. D. Williams and W. R. Fraser, "Ecological sexual dimorphism and
 * environmental variability within a community of Antarctic penguins (genus Pygoscelis)",
 * PLoS ONE 9(3): e90081, 2014; the Palmer penguins data, CC0, as packaged in vega-datasets 3.2.1.
 *
 * Both inputs are standardised over the penguins chosen, their units kept in `scale`. A penguin that
 * lacks one of the two measurements is left out; `missing` says how many were.
 */
export function penguins(choice: PenguinChoice): {
  readonly dataset: Dataset;
  readonly missing: number;
} {
  // csvParseRows, because csvParse writes its row reader as source text and has it compiled, which
  // the site's content security policy rightly forbids.
  const [header = [], ...records] = csvParseRows(csv);
  const speciesColumn = header.indexOf('species');
  const valueColumns = choice.measurements.map((m) => header.indexOf(measurements[m].column));
  const rows: number[][] = [];
  const labels: number[] = [];
  let missing = 0;
  for (const record of records) {
    const label = choice.species.indexOf(record[speciesColumn] as Species);
    if (label < 0) continue;
    const values = valueColumns.map((j) => record[j]);
    if (values.includes('')) {
      missing++;
      continue;
    }
    rows.push(values.map(Number));
    labels.push(label);
  }
  const dataset = standardise({
    inputs: fromRows(rows),
    labels: Uint8Array.from(labels),
    inputNames: choice.measurements.map((m) => measurements[m].name),
    classNames: choice.species,
  });
  return { dataset, missing };
}

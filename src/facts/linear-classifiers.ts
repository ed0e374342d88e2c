import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { whole } from '../data/whole.ts';
import { bestLine } from '../model/best-line.ts';
import { type Fact, percent } from './fact.ts';

const best = () => bestLine(makeDataset(course.overlapping));

export const facts: Record<string, Fact> = {
  'overlapping-points': {
    about: 'The number of points in the overlapping blobs.',
    compute: () => makeDataset(course.overlapping).labels.length,
    format: whole,
  },
  'fewest-mistakes-overlapping': {
    about: 'The fewest mistakes of any line on the overlapping blobs, by trying them all.',
    compute: () => best().mistakes,
    format: whole,
  },
  'best-accuracy-overlapping': {
    about: 'The accuracy of a best line on the overlapping blobs, by trying them all.',
    compute: () => best().accuracy,
    format: percent(1),
  },
};

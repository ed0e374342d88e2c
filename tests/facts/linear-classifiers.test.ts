import { describe, expect, it } from 'vitest';
import { runs } from '../../components/questions/linear-classifiers.ts';
import { course } from '../../src/data/course.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { column } from '../../src/data/matrix.ts';
import { type Fact, factValue } from '../../src/facts/fact.ts';
import { facts } from '../../src/facts/linear-classifiers.ts';
import { bestLine } from '../../src/model/best-line.ts';

const value = (name: string) => factValue(facts[name] as Fact);

/** Mistakes of the best of very many lines: every direction of 2,000, every place between two points. */
function fewestByGrid({ inputs, labels }: ReturnType<typeof makeDataset>): number {
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  let fewest = labels.length;
  for (let k = 0; k < 2000; k++) {
    const angle = (k * Math.PI) / 1000;
    const order = Array.from(x1, (x, i) => ({
      height: Math.cos(angle) * x + Math.sin(angle) * (x2[i] as number),
      label: labels[i] as number,
    })).sort((a, b) => a.height - b.height);
    // All are called 1 at first; the line then rises past one point after the other.
    let mistakes = order.filter(({ label }) => label === 0).length;
    for (const { label } of order) {
      mistakes += label === 1 ? 1 : -1;
      fewest = Math.min(fewest, mistakes);
    }
  }
  return fewest;
}

describe('what chapter 1 says', () => {
  it('the blobs that lie apart are linearly separable', () => {
    expect(bestLine(makeDataset(course.apart)).mistakes).toBe(0);
  });

  it('no line of a fine grid makes fewer mistakes on the overlapping blobs than the search found', () => {
    const overlapping = makeDataset(course.overlapping);
    expect(value('overlapping-points')).toBe(80);
    expect(value('fewest-mistakes-overlapping')).toBe(fewestByGrid(overlapping));
    expect(value('fewest-mistakes-overlapping')).toBeGreaterThan(0);
    expect(value('best-accuracy-overlapping')).toBe(1 - value('fewest-mistakes-overlapping') / 80);
  });

  it('both questions have the answer that the explanation gives', async () => {
    expect((await runs['doubled']?.(() => {}))?.answer).toBe('nearer');
    expect((await runs['fewest']?.(() => {}))?.answer).toBe(value('fewest-mistakes-overlapping'));
  });
});

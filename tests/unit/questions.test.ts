import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runs as chain } from '../../components/questions/backpropagation.ts';
import { runs as bent } from '../../components/questions/bend-the-space.ts';
import { runs as lines } from '../../components/questions/linear-classifiers.ts';
import { moonCentres, runs as notEnough } from '../../components/questions/not-enough.ts';
import { runs as activations } from '../../components/questions/why-activations.ts';
import { exercises } from '../../src/exercise/exercises.ts';

const none = () => {};
const chapters = globSync('content/[0-9][0-9]-*.mdx').map((file) => ({
  slug: file.replace(/^content.\d+-|\.mdx$/g, ''),
  text: readFileSync(file, 'utf8'),
}));
const tags = /<(Question|DragQuestion|DeriveQuestion)\s[\s\S]*?\n<\/\1>/g;
const asked = chapters.flatMap(({ slug, text }) =>
  [...text.matchAll(tags)].map(([whole, kind]) => ({ slug, whole, kind: kind as string })),
);

describe('the questions of the course', () => {
  it('are at least two in every chapter, each with an answer explained and a run of its own', async () => {
    for (const { slug } of chapters)
      expect(asked.filter((one) => one.slug === slug).length, slug).toBeGreaterThanOrEqual(2);
    const ids = asked.map(({ whole }) => /\sid="([^"]+)"/.exec(whole)?.[1] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const [k, { slug, whole }] of asked.entries()) {
      expect(whole, ids[k]).toMatch(/slot="why">\s*\S/);
      const [chapter, name] = ids[k]!.split('/');
      expect(chapter).toBe(slug);
      const { runs } = await import(`../../components/questions/${chapter}.ts`);
      expect(Object.hasOwn(runs, name!), ids[k]).toBe(true);
    }
  });

  it('are of every kind: to choose, to type a number, to show, to derive, to write', () => {
    const count = (kind: string) =>
      asked.filter(({ whole }) => whole.includes(`kind="${kind}"`)).length;
    expect(count('choice')).toBeGreaterThan(10);
    expect(count('number')).toBeGreaterThan(5);
    expect(count('drag')).toBeGreaterThanOrEqual(2);
    expect(count('derive')).toBeGreaterThanOrEqual(2);
    expect(exercises).toHaveLength(9);
  });

  it('and every exercise stands in its chapter, once, with a hint', () => {
    for (const { id, chapter } of exercises)
      for (const { slug, text } of chapters) {
        const places = text.split(`<CodeExercise id="${id}">`);
        expect(places.length - 1, `${id} in ${slug}`).toBe(slug === chapter ? 1 : 0);
        if (slug === chapter)
          expect(places[1]!.split('</CodeExercise>')[0]).toContain('slot="hint"');
      }
  });
});

describe('the runs that answer by a place', () => {
  it('find the point of 3x₁ + 4x₂ = 10 nearest to the origin: two fifths of (3, 4)', async () => {
    const { answer, line } = await lines['nearest']!(none);
    const [x1, x2] = answer as unknown as [number, number];
    expect(x1).toBeCloseTo(1.2, 6);
    expect(x2).toBeCloseTo(1.6, 6);
    expect(line).toEqual({ weights: [3, 4], bias: -10 });
  });

  it('find that the first step with η = 4 goes from one centre to the other', async () => {
    const { answer } = await notEnough['first-step']!(none);
    const [m0, m1] = moonCentres.map(({ at }) => at);
    const [w1, w2] = answer as unknown as [number, number];
    expect(w1).toBeCloseTo(m1![0] - m0![0], 12);
    expect(w2).toBeCloseTo(m1![1] - m0![1], 12);
    expect(Math.hypot(w1, w2)).toBeGreaterThan(0.4); // farther than the tolerance from where the ring begins
  });

  it('find the squares of (−1.5, 2)', async () => {
    expect((await bent['carried']!(none)).answer).toEqual([2.25, 4]);
  });
});

describe('the runs that answer by factors', () => {
  it('find one product for w, and one chain for ∂L/∂W', async () => {
    const multiplied = await activations['multiplied']!(none);
    expect(multiplied.answer).toBe('Wt v');
    // By rows and columns: of 16 pairs W·Wᵀ, Wᵀ·W, Wᵀ·v, vᵀ·W, v·vᵀ, vᵀ·v fit.
    expect(multiplied.said).toContain('All 16 products');
    expect(multiplied.said).toContain(': 6 can be multiplied, and 1 of them');
    expect((await chain['chain']!(none)).answer).toBe('vt diag xt');
  });
});

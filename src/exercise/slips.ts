import type { Value } from './exercise.ts';

/** A usual slip: what it makes of a case, and how it is called; it goes on “It looks as if”. */
export interface Slip<C> {
  readonly made: (the: C) => Value;
  readonly slip: string;
}

/** How near two values are for the one to be taken for the other. */
const NEAR = 1e-7;

/** Whether two lists of numbers agree, relatively to the largest of them; NaN is like NaN. */
export function agree(a: readonly number[], b: readonly number[], near = NEAR): boolean {
  const size = Math.max(...[...a, ...b].filter(Number.isFinite).map(Math.abs), 0);
  return (
    a.length === b.length &&
    a.every((value, i) => Object.is(value, b[i]) || Math.abs(value - b[i]!) <= near * size)
  );
}

/** The numbers of a value, a matrix row by row. */
export const flat = (value: Value): number[] => [value].flat(2) as number[];

/** Whether two values have the same shape and the same numbers. */
export function sameValue(a: Value, b: Value): boolean {
  return JSON.stringify(sizesOf(a)) === JSON.stringify(sizesOf(b)) && agree(flat(a), flat(b));
}
const sizesOf = (value: Value): unknown =>
  typeof value === 'number' ? 0 : value.map((row) => (typeof row === 'number' ? 0 : row.length));

/** The first of these slips that explains what came of all cases. */
export const among =
  <C>(...slips: readonly Slip<C>[]) =>
  (got: readonly Value[], cases: readonly C[]): string | undefined =>
    slips.find(({ made }) => got.every((value, c) => sameValue(value, made(cases[c]!))))?.slip;

/** One way to write a factor of a product: the right one first, then the usual slips. */
export interface Way<P> {
  readonly value: (place: P) => number;
  /** What is wrong with it; absent from the right way. */
  readonly slip?: string;
}

/** Makes a value of a case, as a plain list, from one way for each factor. */
export type Made<C, P> = (ways: readonly Way<P>[], the: C) => number[];

/**
 * What was done wrong, if one or two slips in the factors explain what came of all cases: fewer slips
 * first. An empty list where it is right, undefined where no slips explain it.
 */
export function slipsIn<C, P>(
  factors: readonly (readonly Way<P>[])[],
  made: Made<C, P>,
  got: readonly (readonly number[])[],
  cases: readonly C[],
): string[] | undefined {
  const explains = (ways: readonly Way<P>[]) =>
    got.every((list, c) => agree(list, made(ways, cases[c]!)));
  /** The same ways with one more slip, in one of the factors from this one on. */
  const slipped = (ways: readonly Way<P>[], from: number) =>
    factors.flatMap((others, at) =>
      at < from ? [] : others.slice(1).map((way) => ({ ways: ways.with(at, way), last: at })),
    );
  const right = factors.map(([way]) => way!);
  if (explains(right)) return [];
  const single = slipped(right, 0);
  const found =
    single.find(({ ways }) => explains(ways)) ??
    single.flatMap(({ ways, last }) => slipped(ways, last + 1)).find(({ ways }) => explains(ways));
  return found?.ways.flatMap(({ slip }) => slip ?? []);
}

/** Slips in the factors, as a part's diagnosis. */
export const amongFactors =
  <C, P>(factors: readonly (readonly Way<P>[])[], made: Made<C, P>) =>
  (got: readonly Value[], cases: readonly C[]): string | undefined => {
    const slips = slipsIn(factors, made, got.map(flat), cases);
    return slips && slips.length > 0 ? slips.join('; and ') : undefined;
  };

import type { Dataset } from '../data/dataset.ts';
import { column } from '../data/matrix.ts';
import { answerOf } from './half-planes.ts';

/** A line w₁x₁ + w₂x₂ + b = 0 and what it is worth: a point is called 1 where w₁x₁ + w₂x₂ + b ≥ 0. */
export interface BestLine {
  /** w, of length 1. */
  readonly weights: readonly [number, number];
  /** b */
  readonly bias: number;
  /** The points on the wrong side. */
  readonly mistakes: number;
  /** The share of the points on the right side, 0 … 1. */
  readonly accuracy: number;
}

/** A search that is done a little at a time, so that a figure can show it and the page stays free. */
export interface BestLineSearch {
  /** Tries the lines through that many more pairs of points, or as many as are left. */
  advance(pairs: number): void;
  /** The pairs tried so far, of `total`. */
  readonly tried: number;
  /** n(n − 1): the line turns about every point, past every other. */
  readonly total: number;
  /**
   * The best line so far; once all pairs are tried, no line makes fewer mistakes. At the start it is
   * one that calls all points alike.
   */
  readonly best: BestLine;
  /** The two points tried last (the first is the one turned about), or nothing at the start. */
  readonly pair: readonly [number, number] | undefined;
  /**
   * How many of the lines tried so far make m mistakes, for m = 0 … n/2: of the two ways to call a
   * line's sides, the better. Lines through three or more points at once are counted as one.
   */
  readonly counts: Uint32Array;
}

/**
 * The line with the fewest mistakes, of all lines there are: the 0–1 loss, minimised by
 * trying.
 *
 * Take any line, and shift it to the right, as seen along it, until it meets a point p:
 * the points to its left are still the same. So it is enough to turn a line once about
 * each p, to count anew whenever it has swept past others, with p itself to the right, and
 * to call either side 1. (A line with no point to its right calls all points alike; with
 * that one the search begins.) Sorting the others by direction makes that O(n² log n) in
 * all. Others in one direction are swept past together, and points that coincide with p
 * stay with it.
 *
 * Throws unless the data are n ≥ 1 finite points in the plane with labels 0 and 1.
 */
export function bestLine(dataset: Dataset): BestLine {
  const search = bestLineSearch(dataset);
  search.advance(Math.max(1, search.total));
  return search.best;
}

/** The search of `bestLine`, to be advanced in slices. Throws what `bestLine` throws. */
export function bestLineSearch({ inputs, labels }: Dataset): BestLineSearch {
  const n = inputs.rows;
  if (inputs.columns !== 2)
    throw new RangeError(`A line needs points with 2 inputs, but these have ${inputs.columns}.`);
  if (n === 0) throw new RangeError('A best line needs at least one point, but there is none.');
  if (!inputs.values.every(Number.isFinite))
    throw new RangeError('A best line needs finite points, but some input is not finite.');
  if (labels.length !== n || labels.some((label) => label > 1))
    throw new RangeError('A best line needs the label 0 or 1 for each point, but got others.');
  const x1 = column(inputs, 0);
  const x2 = column(inputs, 1);
  const ones = labels.reduce((sum, label) => sum + label, 0);

  /**
   * The best line at right angles to (w₁, w₂), which has length 1; of equally good ones, that in the
   * widest gap.
   */
  function bestAcross(w1: number, w2: number): BestLine {
    const heights = Float64Array.from(x1, (x, i) => w1 * x + w2 * x2[i]!);
    const upwards = Uint32Array.from(x1, (_, i) => i).sort((i, j) => heights[i]! - heights[j]!);
    let onesBelow = 0;
    let chosen = { mistakes: Number.POSITIVE_INFINITY, gap: 0, height: 0, sign: 1 };
    // From gap to gap. To cut below or above all points is to call them alike: with that the search began.
    for (let below = 1; below < n; below++) {
      onesBelow += labels[upwards[below - 1]!]!;
      const under = heights[upwards[below - 1]!]!;
      const gap = heights[upwards[below]!]! - under;
      if (gap === 0) continue;
      const upperIsOne = onesBelow + (n - below) - (ones - onesBelow);
      const mistakes = Math.min(upperIsOne, n - upperIsOne);
      if (mistakes < chosen.mistakes || (mistakes === chosen.mistakes && gap > chosen.gap))
        chosen = { mistakes, gap, height: under + gap / 2, sign: mistakes === upperIsOne ? 1 : -1 };
    }
    const { sign, height } = chosen;
    return counted([sign * w1, sign * w2], -sign * height);
  }

  /** An upright line with all points on its right, which is called what most of them are. */
  function allAlike(): BestLine {
    const lowest = x1.reduce((low, x) => Math.min(low, x));
    const room = x1.reduce((high, x) => Math.max(high, x)) - lowest || 1;
    const sign = 2 * ones >= n ? 1 : -1;
    return counted([sign, 0], sign * (room / 2 - lowest));
  }

  /** A line with its mistakes, counted point by point as everyone else will count them. */
  function counted(weights: readonly [number, number], bias: number): BestLine {
    const line = { weights, bias };
    let mistakes = 0;
    for (let i = 0; i < n; i++) if (answerOf(line, x1[i]!, x2[i]!) !== labels[i]) mistakes++;
    return { weights, bias, mistakes, accuracy: (n - mistakes) / n };
  }

  // The turn about one point: the others by the angle, 0 ≤ angle < π, of the line through both.
  let pivot = -1;
  let others = 0;
  let passed = 0;
  const byAngle = new Uint32Array(n);
  const angles = new Float64Array(n);
  const ahead = new Uint8Array(n); // 1: lies forwards on the line through it, 0: backwards
  let onesLeft = 0;
  let zerosLeft = 0;

  /** From p to q, turned round if need be so that its angle is 0 ≤ angle < π, of length 1. */
  function along(q: number): readonly [number, number] {
    const sign = ahead[q] === 1 ? 1 : -1;
    const dx = sign * (x1[q]! - x1[pivot]!);
    const dy = sign * (x2[q]! - x2[pivot]!);
    const size = Math.max(Math.abs(dx), dy); // so that no square is lost or overflows
    const length = size * Math.sqrt((dx / size) * (dx / size) + (dy / size) * (dy / size));
    return [dx / length, dy / length];
  }

  function turnAbout(p: number): void {
    pivot = p;
    others = passed = onesLeft = zerosLeft = 0;
    for (let q = 0; q < n; q++) {
      const dx = x1[q]! - x1[p]!;
      const dy = x2[q]! - x2[p]!;
      if (dx === 0 && dy === 0) continue;
      const isAhead = dy > 0 || (dy === 0 && dx > 0);
      ahead[q] = isAhead ? 1 : 0;
      // Not the angle, but a number from 0 to 2 that grows with it and needs no arctangent; equal
      // directions give it equal digits, whatever their lengths.
      const steepness = Math.abs(dy) / (Math.abs(dx) + Math.abs(dy));
      angles[q] = dx > 0 === isAhead ? steepness : 2 - steepness;
      byAngle[others++] = q;
      if (isAhead) {
        if (labels[q] === 1) onesLeft++;
        else zerosLeft++;
      }
    }
    byAngle.subarray(0, others).sort((a, b) => angles[a]! - angles[b]!);
  }

  const counts = new Uint32Array(Math.floor(n / 2) + 1);
  let best = allAlike();
  let tried = 0;
  let pair: readonly [number, number] | undefined;
  const total = n * (n - 1);

  function keep(found: BestLine): void {
    if (found.mistakes < best.mistakes) best = found;
  }

  /** Sweeps past one more point, and looks at the line behind it. */
  function sweepPast(q: number): void {
    pair = [pivot, q];
    const step = ahead[q] === 1 ? -1 : 1; // points ahead lie to the left until the line meets them
    if (labels[q] === 1) onesLeft += step;
    else zerosLeft += step;
    passed++;
    // Past the last comes the first again, half a turn on.
    const isLast = passed === others;
    const next = byAngle[isLast ? 0 : passed]!;
    const isSameWay = angles[next] === angles[q];
    if (isSameWay && !isLast) return;

    const leftIsOne = zerosLeft + ones - onesLeft;
    const mistakes = Math.min(leftIsOne, n - leftIsOne);
    counts[mistakes]!++;
    if (mistakes >= best.mistakes) return;
    // Halfway to the next direction. If there is one direction only, that is a quarter turn.
    const [ux, uy] = along(q);
    const [vx, vy] = along(next);
    let [dx, dy] = isLast ? [ux - vx, uy - vy] : [ux + vx, uy + vy];
    if (isSameWay) [dx, dy] = [-uy, ux];
    const length = Math.sqrt(dx * dx + dy * dy);
    keep(bestAcross(-dy / length, dx / length));
  }

  return {
    total,
    counts,
    get tried() {
      return tried;
    },
    get best() {
      return best;
    },
    get pair() {
      return pair;
    },
    advance(pairs) {
      if (!Number.isInteger(pairs) || pairs < 1)
        throw new RangeError(`To advance takes a whole number of pairs ≥ 1, but got ${pairs}.`);
      const until = Math.min(total, tried + pairs);
      while (tried < until) {
        if (passed === others) {
          turnAbout(pivot + 1);
          tried += n - 1 - others; // those that coincide with it are no pairs to draw a line through
          continue;
        }
        sweepPast(byAngle[passed]!);
        tried++;
      }
      // Points that but for rounding stand in one line may not be parted by any turn about one of them.
      if (tried === total) keep(bestAcross(1, 0));
    },
  };
}

/**
 * The gradient of any function of a flat vector by trying: for each entry, central differences
 * (f(θ + h) − f(θ − h)) / 2h with h = 6.1e-6 · max(1, |θⱼ|), the cube root of the numbers' accuracy,
 * where what the formula leaves out and what rounding adds are about equal. Good to 1e-10 of f's size.
 * It asks for 2 values of f an entry; f must not keep the vector, which is moved between calls.
 * Throws when f is not finite there.
 */
export function finiteDifference(
  f: (parameters: Float64Array) => number,
  at: Float64Array,
): Float64Array {
  const moved = at.slice();
  return at.map((value, j) => {
    const h = 6.055454452393343e-6 * Math.max(1, Math.abs(value));
    moved[j] = value + h;
    const above = f(moved);
    moved[j] = value - h;
    const below = f(moved);
    moved[j] = value;
    const slope = (above - below) / (value + h - (value - h));
    if (!Number.isFinite(slope))
      throw new RangeError(
        `The function needs to be finite around entry ${j + 1}, but is ${below} and ${above}.`,
      );
    return slope;
  });
}

/**
 * How far two vectors are apart, relatively: the largest difference of their entries over the largest
 * entry of either. 0 for equal ones, Infinity when an entry is not finite.
 * Throws when the lengths differ or there is nothing to compare.
 */
export function relativeDifference(a: Float64Array, b: Float64Array): number {
  if (a.length === 0 || a.length !== b.length)
    throw new RangeError(
      `Two vectors of the same length can be compared, but got ${a.length} and ${b.length} numbers.`,
    );
  let apart = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i]!) || !Number.isFinite(b[i]!)) return Number.POSITIVE_INFINITY;
    apart = Math.max(apart, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(a[i]!), Math.abs(b[i]!));
  }
  return apart === 0 ? 0 : apart / size;
}

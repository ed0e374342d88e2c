/**
 * The exponential, the logarithm, sine and cosine, from + − × ÷, square roots and bits alone.
 *
 * The language's standard leaves the last bits of Math.exp, Math.log and Math.sin to each engine; what
 * stands here is fixed by IEEE 754 arithmetic, so a seed gives the same digits in every browser and in Node.
 */

// ln 2 in two parts: the first has 32 significant bits, so that its product with a whole number
// below 2²¹ is exact; the second is what is left of ln 2.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

const FRACTIONS = 512;

/** 2^(j/512) for j = 0 … 512: each is the geometric mean of its neighbours one level above. */
const fractionalPowers = new Float64Array(FRACTIONS + 1);
fractionalPowers[0] = 1;
fractionalPowers[FRACTIONS] = 2;
for (let step = FRACTIONS; step > 1; step /= 2)
  for (let j = 0; j < FRACTIONS; j += step)
    fractionalPowers[j + step / 2] = Math.sqrt(fractionalPowers[j]! * fractionalPowers[j + step]!);

/** 2^m for m = −1075 … 1024, all exact: the first is 0 and the last Infinity in this arithmetic. */
const wholePowers = new Float64Array(2100);
wholePowers[1] = Number.MIN_VALUE;
for (let i = 2; i < 2100; i++) wholePowers[i] = 2 * wholePowers[i - 1]!;

const FRACTIONS_PER_UNIT = 738.65986; // 512 / ln 2
const FRACTION_HIGH = LN2_HIGH / FRACTIONS;
const FRACTION_LOW = LN2_LOW / FRACTIONS;

/**
 * e^x, within 1e-15 of the true value relatively (and 1e-323 absolutely, where the result is
 * subnormal). Too large: Infinity; too small: 0; NaN: NaN.
 *
 * x = k (ln 2)/512 + r, with k whole and |r| < 0.0014; so e^x = 2^(k/512) e^r, the first factor from
 * the tables, the second from five terms of its series. Written without a branch: clamping x to
 * where the tables hold 0 and Infinity runs twice as fast as asking first.
 */
export function exponential(x: number): number {
  const clamped = x > 710 ? 710 : x < -745 ? -745 : x;
  const k = (clamped * FRACTIONS_PER_UNIT) | 0;
  const r = clamped - k * FRACTION_HIGH - k * FRACTION_LOW;
  const series = 1 + (r + r * r * (1 / 2 + r * (1 / 6) + r * r * (1 / 24)));
  return series * (fractionalPowers[k & 511]! * wholePowers[(k >> 9) + 1075]!);
}

/** 2 artanh(s) = 2 (s + s³/3 + s⁵/5 + …), to the last bits for |s| ≤ 0.172. */
function twiceArtanh(s: number): number {
  const square = s * s;
  let sum = 1 / 21;
  for (let odd = 19; odd > 0; odd -= 2) sum = sum * square + 1 / odd;
  return 2 * s * sum;
}

const bits = new DataView(new ArrayBuffer(8));

/**
 * ln x, within 1e-15 of the true value relatively. 0 gives −Infinity, a negative number NaN.
 *
 * x = 2^e m with √½ ≤ m < √2, read off the bits of x; then ln x = e ln 2 + 2 artanh((m−1)/(m+1)).
 */
export function logarithm(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  // A subnormal number has no exponent of its own in its bits: lend it 54 powers of two.
  const lent = x < 2.2250738585072014e-308 ? 54 : 0;
  bits.setFloat64(0, lent === 0 ? x : x * 18014398509481984);
  const high = bits.getUint32(0);
  bits.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let m = bits.getFloat64(0);
  let e = (high >>> 20) - 1023 - lent;
  if (m > Math.SQRT2) {
    m /= 2;
    e += 1;
  }
  return e * LN2_HIGH + (twiceArtanh((m - 1) / (m + 1)) + e * LN2_LOW);
}

/**
 * ln(1 + x), within 1e-15 of the true value relatively (4.9e-324 absolutely where the result is
 * subnormal), also where 1 + x would round x away. −1 gives −Infinity, anything less NaN.
 */
export const logOnePlus = (x: number): number =>
  x > -0.25 && x < 0.4 ? twiceArtanh(x / (2 + x)) : logarithm(1 + x);

// π/2 in three parts: the first two have 33 significant bits, so that their products with a whole
// number below 2²⁰ are exact; the third is what is left of π/2.
const QUARTER_HIGH = 1.5707963267341256;
const QUARTER_MIDDLE = 6.077100506303966e-11;
const QUARTER_LOW = 2.0222662487959506e-21;
const TURN = 2 * Math.PI;
const LARGEST_REDUCED = 1.6e6; // 2²⁰ quarter turns, cut short

/** 1 − r²/2! + r⁴/4! − …, to the last bits for |r| ≤ π/4. */
function cosineSeries(r: number): number {
  let sum = 1;
  for (let n = 16; n > 0; n -= 2) sum = 1 - (sum * r * r) / (n * (n - 1));
  return sum;
}

/** r − r³/3! + r⁵/5! − …, to the last bits for |r| ≤ π/4. */
function sineSeries(r: number): number {
  let sum = 1;
  for (let n = 17; n > 1; n -= 2) sum = 1 - (sum * r * r) / (n * (n - 1));
  return r * sum;
}

/** cos(x − s π/2), for s = 0 (the cosine) or 1 (the sine). */
function circular(x: number, s: 0 | 1): number {
  const angle = x > LARGEST_REDUCED || x < -LARGEST_REDUCED ? x % TURN : x;
  const k = Math.floor(angle / QUARTER_HIGH + 0.5);
  const r = angle - k * QUARTER_HIGH - k * QUARTER_MIDDLE - k * QUARTER_LOW;
  const quadrant = (k - s) & 3;
  const size = quadrant % 2 === 0 ? cosineSeries(r) : sineSeries(r);
  return quadrant === 1 || quadrant === 2 ? -size : size;
}

/**
 * cos x for x in radians, within 3e-16 of the true value for |x| ≤ 1.6 million; further out, every
 * whole turn in x adds up to 2.5e-16. NaN and ±Infinity give NaN.
 *
 * x = k π/2 + r with k whole and |r| ≤ π/4: the series of cos r or of sin r, by the quadrant.
 */
export const cosine = (x: number): number => circular(x, 0);

/** sin x for x in radians: sin x = cos(x − π/2), with the errors of `cosine`. */
export const sine = (x: number): number => circular(x, 1);

/** A number that the prose states: computed when the site is built, by the code that runs in it. */
export interface Fact {
  /** What it is and how it was come by, with its seed: shown when the reader asks. */
  readonly about: string;
  readonly compute: () => number;
  /** The prose wants to show that it is infinite, or not a number. */
  readonly notFinite?: true;
  /** How the prose writes it. */
  readonly format: (value: number) => string;
}

const computed = new WeakMap<Fact, number>();

/** The fact's number, computed once a build. Throws when it is not finite, unless it was to be that. */
export function factValue(fact: Fact): number {
  const value = computed.get(fact) ?? fact.compute();
  if (Number.isFinite(value) === (fact.notFinite ?? false))
    throw new Error(`A fact came out as ${value}: ${fact.about}`);
  computed.set(fact, value);
  return value;
}

export const percent =
  (digits = 0) =>
  (share: number) =>
    `${(100 * share).toFixed(digits)} %`;

/** A real minus sign, and so many decimals. */
export const decimals =
  (digits: number) =>
  (value: number): string =>
    value.toFixed(digits).replace('-', '−');

/** A positive number in powers of ten, as people write it: 3.1 · 10⁻⁷. */
export const powersOfTen = (value: number, digits = 1) => {
  const [factor, exponent] = value.toExponential(digits).split('e') as [string, string];
  return `${factor} · ${powerOfTen(Number(exponent))}`;
};

/** 10⁻⁷ */
export const powerOfTen = (exponent: number) =>
  `10${String(exponent).replaceAll(/[-\d]/g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign))))}`;

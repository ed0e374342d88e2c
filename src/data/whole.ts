// The browser's own formatter would say the same; to load what it knows of the world's languages takes
// it 15 to 40 ms, which a page that wakes its figures has not got.

/** A number as it is written in this course, by its thousands, with all its decimals: 12,800.5. */
export function parted(value: number): string {
  const [before = '', ...after] = String(value).split('.');
  return [before.replace(/\B(?=(\d{3})+$)/g, ','), ...after].join('.');
}

/** A whole number as it is written in this course: 12,800. What is not whole is rounded. */
export const whole = (value: number): string => parted(Math.round(value));

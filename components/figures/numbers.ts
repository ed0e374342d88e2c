/** Numbers as the figures' sentences say them, and as readers type them. */
import { whole } from '../../src/data/whole.ts';
import { powersOfTen } from '../../src/facts/fact.ts';

export { powerOfTen, powersOfTen } from '../../src/facts/fact.ts';

/** A loss, in nats: four decimals, or powers of ten when they would all be zero or too many digits. */
export const lossText = (loss: number) =>
  !Number.isFinite(loss)
    ? 'not a number'
    : (loss !== 0 && loss < 5e-5) || loss >= 1e6
      ? loss.toExponential(2)
      : loss.toFixed(4);

/** A share as percent, with one decimal: 95.5 %. */
export const percentText = (share: number) => `${(100 * share).toFixed(1)} %`;

/** A signed number with a real minus sign. */
export const signed = (value: number, digits = 2) => value.toFixed(digits).replace('-', '−');

/** The status sentence of a training run: “Step 120 · loss 0.1068 · accuracy 95.5 %”. */
export const statusText = ({
  step,
  loss,
  accuracy,
}: {
  step: number;
  loss: number;
  accuracy: number;
}) => `Step ${whole(step)} · loss ${lossText(loss)} · accuracy ${percentText(accuracy)}`;

/**
 * A number in few characters, so that a formula keeps its shape while it changes: three decimals
 * where there is room, a power of ten where they would all be zero, `–` where it is not a number.
 */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return '–';
  if ((size !== 0 && size < 0.0005) || size >= 99999.5)
    return `${value < 0 ? '−' : ''}${powersOfTen(size, 0).replace(' · ', '·')}`;
  return signed(value, size < 9.9995 ? 3 : size < 99.995 ? 2 : size < 999.95 ? 1 : 0);
}

/**
 * A number as people type it: 73.5, 73,5, −2, and thousands as 1,000, 1 000 or 1.000.000. Of a point and a
 * comma the later one begins the decimals. A single comma before three digits parts thousands, as in
 * this course's own numbers, but not behind a zero: 0,125. A single point always begins decimals.
 * Undefined for what is not such a number.
 */
export function typedNumber(text: string): number | undefined {
  const typed = text.trim().replace('−', '-');
  const parted = /^(?!\D?\d+\.\d+$)[+-]?[1-9]\d{0,2}([.,\s])\d{3}(\1\d{3})*((?!\1)[.,]\d*)?$/.exec(
    typed,
  )?.[1];
  const plain = (parted ? typed.replaceAll(parted, '') : typed).replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

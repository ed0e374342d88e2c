/** Numbers as the figures' sentences say them. */

/** A loss, in nats: four decimals, or powers of ten when they would all be zero. */
export const lossText = (loss: number) =>
  !Number.isFinite(loss)
    ? 'not a number'
    : loss !== 0 && loss < 5e-5
      ? loss.toExponential(2)
      : loss.toFixed(4);

/** A positive number in powers of ten, as people write it: 3.1 · 10⁻⁷. */
export const powersOfTen = (value: number, digits = 1) => {
  const [factor, exponent] = value.toExponential(digits).split('e') as [string, string];
  return `${factor} · ${powerOfTen(Number(exponent))}`;
};

/** 10⁻⁷ */
export const powerOfTen = (exponent: number) =>
  `10${String(exponent).replaceAll(/[-\d]/g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign))))}`;

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
}) =>
  `Step ${step.toLocaleString('en')} · loss ${lossText(loss)} · accuracy ${percentText(accuracy)}`;

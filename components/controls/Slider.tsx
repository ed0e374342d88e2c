import { useId } from 'preact/hooks';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** On a linear scale, the step; on a logarithmic one, steps per factor of ten. */
  readonly step: number;
  readonly scale?: 'linear' | 'log';
  readonly format?: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
}

/**
 * A labelled slider with its value beside it. Here the reader's drag becomes a number, on a
 * logarithmic scale where that is how the quantity is felt; the browser's text goes no further.
 */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, scale = 'linear', onChange, disabled = false } = props;
  const id = useId();
  const format = props.format ?? plainNumber;
  const toPosition =
    scale === 'log' ? (v: number) => Math.round(Math.log10(v / min) * step) : (v: number) => v;
  const toValue = (position: number) => {
    if (scale === 'linear') return Number(position.toFixed(10));
    // Three digits: the slider's stops are 0.5, not 0.5011872.
    return Math.min(max, Math.max(min, Number((min * 10 ** (position / step)).toPrecision(2))));
  };
  return (
    <div class="control slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={scale === 'log' ? 0 : min}
        max={scale === 'log' ? toPosition(max) : max}
        step={scale === 'log' ? 1 : step}
        value={toPosition(value)}
        aria-valuetext={format(value)}
        disabled={disabled}
        onInput={(event) => onChange(toValue(event.currentTarget.valueAsNumber))}
      />
      <output for={id}>{format(value)}</output>
    </div>
  );
}

/** A number as prose writes it: a real minus sign, no needless digits. */
export const plainNumber = (value: number) =>
  String(Number(value.toPrecision(4))).replace('-', '−');

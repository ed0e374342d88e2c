import { useRef } from 'preact/hooks';
import { exponential, logarithm } from '../../src/data/elementary.ts';
import { within } from '../../src/figure/frame.ts';
import { signed } from '../figures/numbers.ts';

export interface DragNumberProps {
  /** What is changed: “W₂₁, unit 2’s weight for x₁”. */
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Where its middle stands in the drawing around, and how large it is. */
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
  /** Said with the value: what came of the change. */
  readonly outcome: string;
  /** It is pointed at, or has the focus; or neither any more. */
  readonly onLight?: ((lit: boolean) => void) | undefined;
  readonly class?: string;
}

/** So many CSS pixels up are from 0 to 1.18, from there to 3.63, to 10.02, and so on. */
const pixels = 70;

/**
 * A number in a drawing that is dragged up and down, or moved by the arrow keys: by 0.1, with Shift
 * by 0.01, by 1 with Page up and down. Large numbers move faster under the hand than small ones. It
 * must stand in an SVG.
 */
export function DragNumber(props: DragNumberProps) {
  const { name, value, min, max, onChange, x, y, width = 44, height = 30, onLight } = props;
  const drag = useRef<{ y: number; from: number } | undefined>(undefined);
  const change = (to: number) => {
    const next = within([min, max], to);
    if (next !== value) onChange(next);
  };
  const start = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const element = event.currentTarget as SVGElement;
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    drag.current = { y: event.clientY, from: inverseSinh(value) };
    event.preventDefault();
  };
  const drags = (event: PointerEvent) => {
    if (!drag.current) return;
    const moved = sinh(drag.current.from + (drag.current.y - event.clientY) / pixels);
    change(rounded(moved, event.shiftKey ? 100 : 10));
  };
  const end = () => {
    drag.current = undefined;
  };
  const key = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = Object.hasOwn(steps, event.key) ? (steps[event.key] as number) : undefined;
    const to =
      step !== undefined
        ? rounded(value + step * (event.shiftKey ? 0.1 : 1), 1000)
        : event.key === 'Home'
          ? min
          : event.key === 'End'
            ? max
            : undefined;
    if (to === undefined) return;
    event.preventDefault();
    change(to);
  };
  return (
    <g
      class={`drag-number ${props.class ?? ''}`}
      role="slider"
      tabindex={0}
      aria-label={`${name}. Arrow keys change it, with Shift in fine steps.`}
      aria-orientation="vertical"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={`${shortValue(value)}: ${props.outcome}`}
      transform={`translate(${x} ${y})`}
      // A finger that lands here drags: Chromium heeds `touch-action` at an outermost svg only, and the rest of the drawing scrolls.
      onTouchStart={(event) => event.preventDefault()}
      onPointerDown={start}
      onPointerMove={drags}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerEnter={() => onLight?.(true)}
      onPointerLeave={() => onLight?.(false)}
      onFocus={() => onLight?.(true)}
      onBlur={() => onLight?.(false)}
      onKeyDown={key}
    >
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={height / 2} />
      <text>{shortValue(value)}</text>
    </g>
  );
}

const steps: Record<string, number> = {
  ArrowUp: 0.1,
  ArrowRight: 0.1,
  ArrowDown: -0.1,
  ArrowLeft: -0.1,
  PageUp: 1,
  PageDown: -1,
};

const rounded = (value: number, parts: number) => Math.round(value * parts) / parts;

/** In at most five characters, while it stays below 100. */
const shortValue = (value: number) =>
  Math.abs(value) < 0.005 ? '0.00' : signed(value, Math.abs(value) < 9.995 ? 2 : 1);

/** Even near 0, and growing like the exponential far away, on both sides. */
const sinh = (u: number) => (exponential(u) - exponential(-u)) / 2;
const inverseSinh = (value: number) => {
  const size = Math.abs(value);
  const inverse = logarithm(size + Math.sqrt(size * size + 1));
  return value < 0 ? -inverse : inverse;
};

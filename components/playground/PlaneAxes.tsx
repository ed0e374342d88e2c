import { Choice } from '../controls/Choice.tsx';

export interface PlaneAxesProps {
  readonly names: readonly string[];
  readonly axes: readonly [number, number];
  readonly onChange: (axes: readonly [number, number]) => void;
}

/** Which two of many inputs the plane shows. */
export function PlaneAxes({ names, axes, onChange }: PlaneAxesProps) {
  const side = (at: 0 | 1) => (
    <Choice
      label={at === 0 ? 'Across' : 'Up'}
      look="list"
      value={String(axes[at])}
      options={names
        .map((label, j) => ({ value: String(j), label }))
        .filter(({ value }) => Number(value) !== axes[1 - at])}
      onChange={(value) => onChange(at === 0 ? [Number(value), axes[1]] : [axes[0], Number(value)])}
    />
  );
  return (
    <>
      <div class="playground-sliders">
        {side(0)}
        {side(1)}
      </div>
      <p class="playground-note">All other inputs stand at their means.</p>
    </>
  );
}

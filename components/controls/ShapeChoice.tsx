import { type ShapeName, shapeNames } from '../../src/data/course.ts';
import { Choice } from './Choice.tsx';

/** The points that a figure is about: the fields of its state. */
export const shapeFields = {
  data: { kind: 'choice', default: 'circles', values: shapeNames },
  // 0: the points that the text speaks of; then others of the same shape.
  draws: { kind: 'number', default: 0, min: 0, max: 4294967295, integer: true },
} as const;

export interface ShapeState {
  readonly data: ShapeName;
  readonly draws: number;
}

export interface ShapeChoiceProps {
  readonly state: ShapeState;
  readonly onChange: (state: ShapeState) => void;
}

const labels: Record<ShapeName, string> = {
  circles: 'Circles',
  moons: 'Moons',
  xor: 'XOR',
  spiral: 'Spiral',
};

/** One of four shapes that no line parts, and other points of the same shape. */
export function ShapeChoice({ state: { data, draws }, onChange }: ShapeChoiceProps) {
  return (
    <>
      <Choice
        label="Data"
        value={data}
        options={shapeNames.map((value) => ({ value, label: labels[value] }))}
        onChange={(value) => onChange({ data: value, draws: 0 })}
      />
      <button type="button" onClick={() => onChange({ data, draws: (draws + 1) % 4294967296 })}>
        New points
      </button>
    </>
  );
}

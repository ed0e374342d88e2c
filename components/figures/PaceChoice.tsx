import { Choice } from '../controls/Choice.tsx';

export type PaceName = 'one' | 'growing' | 'fast';

/** In a figure's schema: how many steps a frame makes while it plays. */
export const paceField = {
  kind: 'choice',
  default: 'growing',
  values: ['one', 'growing', 'fast'],
} as const;

/** The steps of one frame, at a step; `fast` makes always so many. */
export const stepsPerFrame = (pace: PaceName, fast: number) => (step: number) =>
  ({ one: 1, growing: 1 + step / 50, fast })[pace];

const words: Record<number, string> = { 20: 'Twenty', 40: 'Forty' };

/** The reader's choice of it. */
export function PaceChoice({
  value,
  fast,
  onChange,
}: {
  value: PaceName;
  fast: 20 | 40;
  onChange: (value: PaceName) => void;
}) {
  return (
    <Choice
      label="Steps per frame"
      value={value}
      options={[
        { value: 'one', label: 'One' },
        { value: 'growing', label: 'More and more' },
        { value: 'fast', label: words[fast] as string },
      ]}
      onChange={onChange}
    />
  );
}

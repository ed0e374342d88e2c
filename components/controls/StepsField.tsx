import { useId } from 'preact/hooks';
import { whole } from '../../src/data/whole.ts';
import type { Goal } from '../figures/useTraining.ts';

export interface StepsFieldProps {
  /** As it stands in the field. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly most: number;
  /** Where it is going, while it does, and how far it is. */
  readonly goal: Goal | undefined;
  readonly step: number;
  readonly disabled: boolean;
  readonly onRun: (steps: number) => void;
  readonly onStop: () => void;
}

/** So many steps at once: a number, and a button that makes exactly so many more. */
export function StepsField(props: StepsFieldProps) {
  const { value, onChange, most, goal, step, onRun, onStop } = props;
  const id = useId();
  const steps = /^\d+$/.test(value) ? Number(value) : 0;
  const isUsable = steps >= 1 && steps <= most;
  return (
    <form
      class="steps-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable && !goal && !props.disabled) onRun(steps);
      }}
    >
      <div class="control number-field">
        <label for={id}>Steps</label>
        <input
          id={id}
          type="number"
          min={1}
          max={most}
          step={1}
          value={value}
          aria-invalid={!isUsable}
          aria-describedby={isUsable ? undefined : `${id}-trouble`}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      {/* One button for both, so that whoever pressed it stays on it. */}
      <button
        type="submit"
        disabled={!goal && (!isUsable || props.disabled)}
        onClick={(event) => {
          if (!goal) return;
          event.preventDefault();
          onStop();
        }}
      >
        {goal ? 'Stop' : 'Run'}
      </button>
      {goal && (
        <progress
          max={goal.to - goal.from}
          value={step - goal.from}
          aria-label={`${whole(step - goal.from)} of ${whole(goal.to - goal.from)} made`}
        />
      )}
      <p class="steps-trouble" id={`${id}-trouble`} role="alert">
        {!isUsable && `A whole number from 1 to ${whole(most)} is needed.`}
      </p>
    </form>
  );
}

import { useId } from 'preact/hooks';

/** When training shall rest by itself; what is undefined never stops it. */
export interface Rules {
  readonly step?: number | undefined;
  readonly loss?: number | undefined;
  /** From 0 to 1. */
  readonly accuracy?: number | undefined;
}

export interface StopRulesProps {
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

/** Three numbers, each of which may be left empty. */
export function StopRules({ rules, onChange }: StopRulesProps) {
  return (
    <div class="playground-sliders">
      <Optional
        label="At step"
        value={rules.step}
        min={1}
        max={1e12}
        step={1}
        onChange={(step) => onChange({ ...rules, step })}
      />
      <Optional
        label="At a loss of"
        value={rules.loss}
        min={0}
        max={1000}
        step="any"
        onChange={(loss) => onChange({ ...rules, loss })}
      />
      <Optional
        label="At an accuracy of (%)"
        value={rules.accuracy === undefined ? undefined : 100 * rules.accuracy}
        min={0}
        max={100}
        step="any"
        onChange={(percent) =>
          onChange({ ...rules, accuracy: percent === undefined ? undefined : percent / 100 })
        }
      />
    </div>
  );
}

interface OptionalProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly step: number | 'any';
  readonly onChange: (value: number | undefined) => void;
}

/** A number, or nothing: what is not usable counts as nothing and is marked. */
function Optional({ label, value, min, max, step, onChange }: OptionalProps) {
  const id = useId();
  return (
    <div class="control number-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        step={step}
        placeholder="never"
        defaultValue={value === undefined ? '' : String(value)}
        onInput={(event) => {
          const { valueAsNumber, validity } = event.currentTarget;
          onChange(validity.valid && Number.isFinite(valueAsNumber) ? valueAsNumber : undefined);
        }}
      />
    </div>
  );
}

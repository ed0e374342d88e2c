import { useId, useState } from 'preact/hooks';
import { NumberField } from './NumberField.tsx';

export interface LabelledNumberProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** How far the arrow keys go. */
  readonly step: number;
  readonly onChange: (value: number) => void;
}

/** A number to type, with its name above it and, when it cannot be used, what is wrong below it. */
export function LabelledNumber(props: LabelledNumberProps) {
  const id = useId();
  const [trouble, setTrouble] = useState<string>();
  return (
    <div class="control number-field">
      <span class="control-name" aria-hidden="true">
        {props.label}
      </span>
      <NumberField {...props} onTrouble={setTrouble} describedBy={id} />
      <div class="field-trouble" id={id} role="alert">
        {trouble && <p>{trouble}</p>}
      </div>
    </div>
  );
}

import { useId } from 'preact/hooks';

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
  /** Few options side by side, or a list that drops down. */
  readonly look?: 'segments' | 'list';
}

/** One of a few: radio buttons drawn as segments, or a drop-down list. */
export function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
  look,
}: ChoiceProps<V>) {
  const id = useId();
  if ((look ?? (options.length <= 4 ? 'segments' : 'list')) === 'list')
    return (
      <div class="control choice-list">
        <label for={id}>{label}</label>
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value as V)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
    );
  return (
    <fieldset class="control choice-segments">
      <legend>{label}</legend>
      <div class="segments">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

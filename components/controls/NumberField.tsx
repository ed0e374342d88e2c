import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { typedNumber } from '../figures/numbers.ts';

export interface NumberFieldProps {
  /** What is typed, for a person who does not see where the field stands: “W₂₁”. */
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** How far the arrow keys go; Shift makes it ten times finer. */
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** What is wrong with the text that was typed, or that nothing is. */
  readonly onTrouble: (trouble: string | undefined) => void;
  /** The id of the element that says it. */
  readonly describedBy?: string | undefined;
  readonly onLight?: ((lit: boolean) => void) | undefined;
}

/**
 * A number to type. What is usable counts at once; what is not changes nothing, stays in the field to
 * be mended, and is reported when the field is left or Enter is pressed.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step, onChange, onTrouble, onLight } = props;
  // The text as it is typed; none when the field shows the number itself.
  const [draft, setDraft] = useState<string>();
  const [isTroubled, setTroubled] = useState(false);
  const own = useRef(value);

  const report = (trouble: string | undefined) => {
    setTroubled(trouble !== undefined);
    onTrouble(trouble);
  };
  // The number was changed from elsewhere: what was typed is past.
  useLayoutEffect(() => {
    if (value === own.current) return;
    own.current = value;
    setDraft(undefined);
    report(undefined);
  }, [value]);

  const take = (next: number) => {
    own.current = next;
    if (next !== value) onChange(next);
    if (isTroubled) report(undefined);
  };
  const type = (text: string) => {
    setDraft(text);
    const typed = typedNumber(text);
    if (typed !== undefined && typed >= min && typed <= max) take(typed);
  };
  const leave = () => {
    if (draft === undefined) return;
    const typed = typedNumber(draft);
    if (typed === undefined)
      report(
        `${draft.trim() === '' ? 'An empty field' : `“${draft}”`} is not a number: type one from ${shown(min)} to ${shown(max)}. ${shown(value)} still counts.`,
      );
    else if (typed < min || typed > max)
      report(
        `${shown(typed)} is outside: type a number from ${shown(min)} to ${shown(max)}. ${shown(value)} still counts.`,
      );
    else setDraft(undefined);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') leave();
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (way === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = value + way * step * (event.shiftKey ? 0.1 : 1);
    setDraft(undefined);
    take(Math.min(max, Math.max(min, Number(next.toFixed(6)))));
  };
  return (
    <input
      class="number-cell"
      type="text"
      inputMode="decimal"
      autocomplete="off"
      spellcheck={false}
      aria-label={label}
      aria-invalid={isTroubled}
      aria-describedby={isTroubled ? props.describedBy : undefined}
      value={draft ?? shown(value)}
      onInput={(event) => type(event.currentTarget.value)}
      onKeyDown={key}
      onFocus={() => onLight?.(true)}
      onBlur={() => {
        leave();
        onLight?.(false);
      }}
      onPointerEnter={() => onLight?.(true)}
      onPointerLeave={() => onLight?.(false)}
    />
  );
}

const shown = (value: number) => String(value).replace('-', '−');

import './text-field.css';
import { useId, useMemo, useRef, useState } from 'preact/hooks';

/** What is wrong with a text, in a sentence, and at which of its characters. */
export interface Trouble {
  readonly message: string;
  readonly position?: number;
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  /** Keep it by useCallback: it is asked anew when it changes. */
  readonly check: (text: string) => Trouble | undefined;
  /** Called with texts that `check` finds nothing wrong with. */
  readonly onChange: (text: string) => void;
  /** Said after the trouble: what counts meanwhile. */
  readonly meanwhile: string;
}

/**
 * A text to type that must be of some form. What is usable counts at once. What is not changes nothing and
 * stays in the field to be mended; when the field is left or Enter is pressed, it is said what is wrong and
 * shown where. Escape brings back the text that counts.
 */
export function TextField(props: TextFieldProps) {
  const { label, value, maxLength, check, onChange, meanwhile } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // The text as it is typed; none when the field shows the value itself.
  const [draft, setDraft] = useState<{ text: string; over: string }>();
  const [asked, setAsked] = useState(false);
  const typed = draft?.over === value ? draft.text : undefined;
  const text = typed ?? value;
  const wrong = useMemo(() => check(text), [check, text]);
  // While a text is being typed nobody wants to hear that it is not finished.
  const trouble = typed === undefined || asked ? wrong : undefined;

  const type = (next: string) => {
    const usable = check(next) === undefined;
    setDraft({ text: next, over: usable ? next : value });
    if (usable) setAsked(false);
    if (usable && next !== value) onChange(next);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setDraft(undefined);
      setAsked(false);
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    setAsked(true);
    if (wrong?.position !== undefined)
      input.current?.setSelectionRange(wrong.position, wrong.position);
  };
  return (
    <div class="control text-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        maxLength={maxLength}
        value={text}
        aria-invalid={trouble !== undefined}
        aria-describedby={trouble ? `${id}-trouble` : undefined}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={key}
        onBlur={() => setAsked(wrong !== undefined)}
      />
      <div class="field-trouble" id={`${id}-trouble`} role="alert">
        {trouble && <Marked text={text} {...trouble} />}
        {trouble && (
          <p>
            {trouble.message}
            {trouble.position !== undefined && ` (At character ${trouble.position + 1}.)`}{' '}
            {meanwhile}
          </p>
        )}
      </div>
    </div>
  );
}

/** The text once more, with the place marked. */
function Marked({ text, position }: Trouble & { text: string }) {
  if (position === undefined) return null;
  const rest = text.slice(position);
  const [place = ''] = /^([\w\u0080-\uffff.]+|.)?/.exec(rest) ?? [];
  return (
    <p class="field-marked" aria-hidden="true">
      {text.slice(0, position)}
      <mark>{place || '\u00a0'}</mark>
      {rest.slice(place.length)}
    </p>
  );
}

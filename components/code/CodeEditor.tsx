import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Marks } from '../../src/exercise/cells/line-diff.ts';
import { CodeLines } from './CodeLines.tsx';
import { type Edit, indented, newline, outdented } from './typing.ts';

export interface CodeEditorProps {
  /** What is written here, for a person who does not see where the field stands. */
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Ctrl and Enter, or ⌘ and Enter. */
  readonly onRun: () => void;
  /** The line at which the program stopped, counted from 1. */
  readonly wrong?: number | undefined;
  readonly marks?: Marks | undefined;
  /** The id of a sentence that says more of this text. */
  readonly saidBy?: string | undefined;
  /** The reader is put into it as soon as it is there: it was asked for. */
  readonly focused?: boolean;
}

/**
 * A field for a program: the browser's own text field, its letters invisible, over the same text in
 * colours. So typing, undoing, selecting and reading aloud are the browser's.
 *
 * Tab indents only once something was typed: whoever walks through the page by Tab walks on.
 */
export function CodeEditor(props: CodeEditorProps) {
  const { label, text, onText, onRun, wrong, marks, saidBy, focused = false } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState(false);
  const isWriting = useRef(false);
  useEffect(() => setLive(true), []);
  useEffect(() => {
    if (!live || !focused || !field.current) return;
    field.current.focus({ preventScroll: true });
    field.current.setSelectionRange(0, 0);
    // What stood here may have been taller: then the first line is above the window.
    if (box.current && box.current.getBoundingClientRect().top < 0)
      box.current.scrollIntoView({ block: 'start' });
  }, [live]);

  // The line that is wrong comes into view, without moving the page.
  useEffect(() => {
    const line = wrong && box.current?.querySelectorAll<HTMLElement>('.code-line')[wrong - 1];
    if (!line || !box.current) return;
    const { top, height } = line.getBoundingClientRect();
    const view = box.current.getBoundingClientRect();
    if (top < view.top || top + height > view.bottom)
      box.current.scrollTop += top - view.top - view.height / 3;
  }, [wrong]);

  const press = (event: KeyboardEvent) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (key === 'Escape') isWriting.current = false;
    if (key === 'Enter' && (ctrlKey || metaKey)) {
      event.preventDefault();
      onRun();
      return;
    }
    if (ctrlKey || metaKey || altKey || event.isComposing || !field.current) return;
    const { value, selectionStart: from, selectionEnd: to } = field.current;
    const edit =
      key === 'Enter'
        ? newline(value, from, to)
        : key === 'Tab' && isWriting.current
          ? (shiftKey ? outdented : indented)(value, from, to)
          : key === '}' && from === to && /^ +$/.test(lineBefore(value, from))
            ? { from: from - 2, to, text: '}' }
            : undefined;
    if (!edit) return;
    event.preventDefault();
    apply(field.current, edit);
  };

  return (
    <div class="code-editor">
      <div class="code-box" ref={box}>
        <div class="code-sheet">
          <pre aria-hidden={live}>
            <CodeLines text={text} wrong={wrong} marks={marks} />
          </pre>
          <textarea
            ref={field}
            aria-label={label}
            aria-describedby={saidBy ? `${saidBy} ${id}` : id}
            aria-invalid={wrong !== undefined}
            value={text}
            hidden={!live}
            rows={1}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            onInput={(event) => {
              isWriting.current = true;
              onText(event.currentTarget.value);
            }}
            onKeyDown={press}
            onBlur={() => {
              isWriting.current = false;
            }}
          />
        </div>
      </div>
      <p class="code-keys" id={id}>
        Ctrl and Enter run it. While you write, Tab indents; Escape, then Tab leaves.
      </p>
    </div>
  );
}

const lineBefore = (text: string, at: number) => text.slice(text.lastIndexOf('\n', at - 1) + 1, at);

/** Makes an edit as if it were typed, so that the browser can undo it. */
function apply(field: HTMLTextAreaElement, { from, to, text, select }: Edit) {
  field.setSelectionRange(from, to);
  // Deprecated, and the only way by which an edit comes into the browser's own history.
  if (!document.execCommand(text === '' ? 'delete' : 'insertText', false, text)) {
    field.setRangeText(text, from, to, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  if (select) field.setSelectionRange(...select);
}

import { useState } from 'preact/hooks';
import { whole } from '../../src/data/whole.ts';
import type { TableChoice } from '../../src/exchange/csv.ts';
import { Choice } from '../controls/Choice.tsx';
import type { OpenedTable } from './table.ts';

/** What a field of text takes: a browser lays out a thousand lines more in seconds, in which the page stands still. */
const longest = { letters: 20_000, lines: 1_000 };

/** A field to paste a table into. A table too long for the field is used as it is pasted, and does not stand there. */
export function PasteTable({ onText }: { onText: (text: string) => void }) {
  const [text, setText] = useState('');
  const [direct, setDirect] = useState(0); // lines that were used at once
  const receive = (event: InputEvent) => {
    const field = event.currentTarget as HTMLTextAreaElement;
    const come = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
    const all =
      field.value.slice(0, field.selectionStart) + come + field.value.slice(field.selectionEnd);
    const lines = all.split('\n').length;
    if (come.length < 2 || (all.length <= longest.letters && lines <= longest.lines)) return;
    event.preventDefault();
    setDirect(lines);
    onText(all);
  };
  return (
    <details class="playground-paste">
      <summary>Paste a table</summary>
      <textarea
        aria-label="A table, as CSV"
        rows={5}
        maxLength={longest.letters}
        spellcheck={false}
        placeholder={'x1,x2,label\n0.2,1.5,a\n1.1,0.3,b'}
        value={text}
        onBeforeInput={receive}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p class="playground-pasted" aria-live="polite">
        {direct > 0 &&
          `${whole(direct)} lines were pasted: more than stand here, so they were used at once.`}
      </p>
      <button
        type="button"
        disabled={text.trim() === ''}
        onClick={() => {
          setDirect(0);
          onText(text);
        }}
      >
        Use this table
      </button>
    </details>
  );
}

export interface TablePreviewProps {
  readonly opened: OpenedTable;
  readonly onChoice: (choice: TableChoice) => void;
}

const shownRows = 4;

/** The first rows of a table, and which of its columns are the inputs and the classes. */
export function TablePreview({ opened, onChoice }: TablePreviewProps) {
  const { table, choice, from, notices } = opened;
  const { columns, rows } = table;
  const use = 'labels' in opened.recipe ? opened.recipe.labels.length : 0;
  const toggle = (j: number) => {
    const inputs = choice.inputs.includes(j)
      ? choice.inputs.filter((k) => k !== j)
      : [...choice.inputs, j].sort((a, b) => a - b);
    onChoice({ ...choice, inputs });
  };
  return (
    <div class="table-preview">
      <p class="table-preview-name">
        <strong>{from}</strong>: {whole(use)} of {whole(rows.length)} rows used
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <div class="table-scroll" tabIndex={0} role="region" aria-label="The first rows">
        <table>
          <thead>
            <tr>
              {columns.map(({ name }, j) => (
                <th key={name} scope="col" class={roleOf(j, choice)}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shownRows).map((row, i) => (
              <tr key={i}>
                {row.map((field, j) => (
                  <td key={columns[j]!.name} class={roleOf(j, choice)}>
                    {field}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Choice
        label="Class column"
        look="list"
        value={String(choice.label)}
        options={columns.map(({ name }, j) => ({ value: String(j), label: name }))}
        onChange={(value) => {
          const label = Number(value);
          // What was the class before may be an input now, if it holds numbers.
          const freed = columns[choice.label]?.kind === 'number' ? [choice.label] : [];
          const inputs = [...choice.inputs.filter((j) => j !== label), ...freed]
            .filter((j) => j !== label)
            .sort((a, b) => a - b);
          onChoice({ ...choice, label, inputs: inputs.slice(0, 16) });
        }}
      />
      <fieldset class="control table-inputs">
        <legend>Input columns</legend>
        {columns.map(({ name, kind }, j) =>
          kind === 'number' && j !== choice.label ? (
            <label key={name} class="toggle">
              <input
                type="checkbox"
                checked={choice.inputs.includes(j)}
                onChange={() => toggle(j)}
              />
              <span>{name}</span>
            </label>
          ) : null,
        )}
      </fieldset>
      {notices.map((notice) => (
        <p key={notice} class="table-notice">
          {notice}
        </p>
      ))}
    </div>
  );
}

const roleOf = (j: number, { inputs, label }: TableChoice) =>
  j === label ? 'is-label' : inputs.includes(j) ? 'is-input' : 'is-unused';

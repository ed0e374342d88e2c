import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { runOnOriginal, useChanged, useMaking } from '../code/changed.ts';
import { type SymbolValues, useSymbolValues } from '../prose/symbol-values.ts';
import { Unbroken } from '../prose/Unbroken.tsx';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string)[])[];
}

export interface FigurePanelProps {
  /** The figure's name in the curriculum; the surrounding figure element has the id `fig-NAME`. */
  readonly name: string;
  /** One sentence on where the figure is: “Step 120 · loss 0.1068 · accuracy 95.5 %”. */
  readonly status: string;
  /** While training the sentence changes at every frame and is not read out; when it stops, it is. */
  readonly busy?: boolean;
  /** The same numbers with all their digits, shown when the sentence is pointed at. */
  readonly exact?: string;
  /** What went wrong, or was not usable in a link: each a sentence of its own. */
  readonly notices?: readonly string[];
  /** The figure's numbers; computed only when the reader asks for them. */
  readonly table: () => Table;
  /** The address of exactly this state: see `useFigureState`. Throws when it does not fit into one. */
  readonly link: () => string | Promise<string>;
  /** The values that symbols have in the figure now, told where a reader asks a formula of the page. */
  readonly values?: () => SymbolValues;
  /** What is chosen before the pictures are worth a look; most figures have nothing of this kind. */
  readonly before?: ComponentChildren;
  /** The controls that matter most, under the picture. */
  readonly controls?: ComponentChildren;
  /** Further controls, behind “More”. */
  readonly more?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What every figure has around its pictures: controls, status, numbers, downloads, link. */
export function FigurePanel(props: FigurePanelProps) {
  const { name, status, busy = false, exact, notices = [], controls, more, children } = props;
  const root = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const [code, setCode] = useState('');
  const changed = useChanged(name);
  useSymbolValues(root, props.values);
  const making = useMaking(name);
  const table = open ? props.table() : undefined;
  const shown = table?.rows.slice(0, longestTable) ?? [];

  // On paper the address of exactly this state stands below the figure.
  const { link } = props;
  useEffect(() => {
    const write = async () => {
      const place = root.current?.closest('figure')?.querySelector('.figure-address');
      try {
        const { host, pathname, search, hash } = new URL(await link(), location.href);
        if (place) place.textContent = host + pathname + search + hash;
      } catch {
        // A state too large for an address: the figure's own address stays there.
      }
    };
    addEventListener('beforeprint', write);
    return () => removeEventListener('beforeprint', write);
  }, [link]);

  const attempt = (work: () => Promise<string> | string) => async () => {
    try {
      setSaid(await work());
    } catch (error) {
      setSaid(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const picture = (kind: 'svg' | 'png') =>
    attempt(async () => {
      const { downloadPicture } = await import('./download.ts');
      const file = await downloadPicture(root.current as HTMLElement, name, kind);
      return `Saved ${file}.`;
    });

  return (
    <div class="panel" data-pagefind-ignore ref={root}>
      {changed.length > 0 && (
        <p class="panel-changed">
          <span>
            {making
              ? 'It still shows the original; its numbers are being made'
              : 'Its numbers are made'}{' '}
            by your changed <code>{changed.flatMap(({ names }) => names).join(', ')}</code>
            {making ? ' …' : '.'}
          </span>
          <button
            type="button"
            onClick={() => {
              for (const { id } of changed) runOnOriginal(id);
              if (root.current) focusOnce(root.current); // the button goes
            }}
          >
            Back to the original
          </button>
        </p>
      )}
      {props.before}
      <div class="panel-stage">{children}</div>
      <p class="status" role="status" aria-live={busy ? 'off' : 'polite'} title={exact}>
        <Unbroken text={status} />
      </p>
      {notices.length > 0 && (
        <div class="notices" role="alert">
          {notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </div>
      )}
      {controls && <div class="panel-controls">{controls}</div>}
      {more && (
        <details class="panel-more">
          <summary>More settings</summary>
          <div class="panel-controls">{more}</div>
        </details>
      )}
      <div class="panel-tools">
        <details
          class="panel-table"
          onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
        >
          <summary>Numbers</summary>
          {table && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
            <div class="table-scroll" tabIndex={0} role="region" aria-label="The figure's numbers">
              <table>
                <thead>
                  <tr>
                    {table.columns.map((column) => (
                      <th key={column} scope="col">
                        {column}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row, i) => (
                    <tr key={i}>
                      {row.map((cell, j) => (
                        <td key={table.columns[j]}>{cellText(cell)}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
              {table.rows.length > shown.length && (
                <p>
                  The first {shown.length} of {table.rows.length} rows; the CSV file holds them all.
                </p>
              )}
            </div>
          )}
        </details>
        <span class="panel-save">
          <span>Save</span>{' '}
          <button type="button" aria-label="Save as SVG" onClick={picture('svg')}>
            SVG
          </button>{' '}
          <button type="button" aria-label="Save as PNG" onClick={picture('png')}>
            PNG
          </button>{' '}
          <button
            type="button"
            aria-label="Save numbers as CSV"
            onClick={attempt(async () => {
              const { downloadCsv } = await import('./download.ts');
              return `Saved ${downloadCsv(name, props.table())}.`;
            })}
          >
            CSV
          </button>
        </span>
        <span class="panel-share">
          <button
            type="button"
            onClick={attempt(async () => {
              const address = new URL(await props.link(), location.href).href;
              history.replaceState(history.state, '', address);
              try {
                await navigator.clipboard.writeText(address);
                return 'Link to this state copied; it also stands in the address bar.';
              } catch {
                return 'The link to this state stands in the address bar.';
              }
            })}
          >
            Link to this state
          </button>
          <button
            type="button"
            onClick={attempt(async () => {
              const figure = root.current?.closest('figure') ?? null;
              const { embedCode } = await import('./embed-code.ts');
              const iframe = embedCode(name, await props.link(), figure);
              try {
                await navigator.clipboard.writeText(iframe);
                setCode('');
                return 'An iframe with this state was copied, to be put into a page of yours.';
              } catch {
                setCode(iframe);
                return 'This iframe shows the figure in a page of yours.';
              }
            })}
          >
            Embed
          </button>
        </span>
        <span class="panel-said" aria-live="polite">
          {said}
        </span>
        {code && (
          <textarea
            class="panel-code"
            aria-label="The iframe, to be copied"
            readOnly
            rows={3}
            value={code}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </div>
    </div>
  );
}

/** Gives the focus to what cannot otherwise have it. */
function focusOnce(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
}

/** More rows than this would make a page slow and help nobody; the CSV file holds them all. */
const longestTable = 400;

const cellText = (cell: number | string) =>
  typeof cell === 'string'
    ? cell
    : !Number.isFinite(cell)
      ? '–'
      : Number.isInteger(cell)
        ? String(cell).replace('-', '−')
        : cell.toPrecision(6).replace('-', '−');

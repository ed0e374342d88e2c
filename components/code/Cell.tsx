import './cell.css';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { type Cell as CellEntry, cellTitle } from '../../src/exercise/cells/cell.ts';
import { diffText, lineDiff, marksOf, nearChanges } from '../../src/exercise/cells/line-diff.ts';
import type { Tried } from '../../src/exercise/cells/run.ts';
import { type Bench, CellStop } from '../../src/exercise/cells/stop.ts';
import { keepText, readText } from '../progress/store.ts';
import { CodeEditor } from './CodeEditor.tsx';
import { type Changed, onRunning, runningCells, runOn, runOnOriginal } from './changed.ts';

export interface CellProps {
  /** The page's address, and the cell's name on it. */
  readonly slug: string;
  readonly id: string;
  /** From the project's root. */
  readonly file: string;
  readonly original: string;
  /** Opened by the reader just now, and not because a changed text was kept. */
  readonly asked: boolean;
  readonly onClose: () => void;
}

/** What a run came to: laid beside the original, or stopped. */
interface Ran {
  readonly tried?: Tried;
  readonly stopped?: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
  readonly logs: readonly string[];
}

/** In the browser's memory, what the reader made of a listing is called so. */
export const keptAs = (slug: string, id: string): string => `cell:${slug}/${id}`;

/**
 * A listing that the reader changes. Run tries it in the sandbox, lays what it makes beside what the
 * original makes, and lets the page's figures run on it; Restore brings the original back.
 */
export function Cell({ slug, id, file, original, asked, onClose }: CellProps) {
  const said = useId();
  const name = keptAs(slug, id);
  const names = id.split(',');
  const [text, setText] = useState(() => readText(name) ?? original);
  const [before, setBefore] = useState<string>(); // what Restore took away
  const [entry, setEntry] = useState<CellEntry>();
  const [isRunning, setIsRunning] = useState(false);
  const [ran, setRan] = useState<Ran>();
  const [inForce, setInForce] = useState<Changed>();
  const bench = useRef<Bench | undefined>(undefined);
  const run = useRef(0); // raised by every Run and Stop, so that a late answer notices

  useEffect(() => {
    const look = () => setInForce(runningCells().find((cell) => cell.id === id));
    look();
    const forget = onRunning(look);
    import('./bench.ts')
      .then(async ({ cellsOf }) => setEntry((await cellsOf(slug))[id]))
      .catch(() => {}); // Run will say it
    return () => {
      forget();
      close();
    };
  }, [slug, id]);

  function close() {
    run.current += 1;
    bench.current?.close();
    bench.current = undefined;
    setIsRunning(false);
  }

  const write = (next: string) => {
    setText(next);
    setBefore(undefined);
    keepText(name, next === original ? undefined : next);
  };

  const attempt = async () => {
    close();
    const mine = run.current;
    const isOver = () => mine !== run.current;
    setRan(undefined);
    setIsRunning(true);
    try {
      const [{ benchOf, cellsOf }, { tryCell }] = await Promise.all([
        import('./bench.ts'),
        import('../../src/exercise/cells/run.ts'),
      ]);
      const cell = (await cellsOf(slug))[id]!;
      const others = runningCells().filter((other) => other.id !== id);
      const texts = new Map([...others, { id, text }].map((each) => [each.id, each.text]));
      const opened = await benchOf(slug, texts);
      if (isOver()) return opened.close();
      bench.current = opened;
      const tried = await tryCell(opened, id, cell);
      if (isOver()) return;
      setRan({ tried, logs: tried.logs });
      if (text === original || !tried.fits) runOnOriginal(id);
      else runOn({ slug, id, names, text, figures: cell.figures });
    } catch (error) {
      if (isOver()) return;
      setRan(stopOf(error, id));
      runOnOriginal(id);
    }
    close();
  };

  const restore = () => {
    close();
    setRan(undefined);
    runOnOriginal(id);
    write(original);
    setBefore(text);
  };

  const diff = useMemo(() => lineDiff(original, text), [original, text]);
  const isChanged = text !== original;

  return (
    <div class="cell not-content">
      <p class="cell-head">
        <span class="cell-file">{file}</span>
        {isChanged && <strong class="cell-badge">changed</strong>}
      </p>
      <CodeEditor
        label={`${cellTitle(names)}, to be changed`}
        text={text}
        onText={write}
        onRun={attempt}
        wrong={ran?.line}
        marks={isChanged ? marksOf(diff) : undefined}
        saidBy={said}
        focused={asked}
      />
      <div class="transport">
        {/* One button, so that whoever pressed it stays on it. */}
        <button type="button" class="primary" onClick={isRunning ? close : attempt}>
          {isRunning ? 'Stop' : 'Run'}
        </button>
        {before === undefined ? (
          <button type="button" disabled={!isChanged} onClick={restore}>
            Restore
          </button>
        ) : (
          <button type="button" onClick={() => write(before)}>
            Bring mine back
          </button>
        )}
        {!isChanged && (
          <button type="button" onClick={onClose}>
            Close
          </button>
        )}
      </div>
      <p class="cell-said" id={said}>
        {isChanged ? diffText(diff) : 'The text is as in the original.'}
      </p>
      <p class="cell-state" role="status">
        {isRunning ? (
          'Running your code …'
        ) : (
          <State {...{ isChanged, ran, inForce, text, entry }} />
        )}
      </p>
      {ran && ran.logs.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
        <div class="code-logs" tabIndex={0} role="region" aria-label="Output">
          {ran.logs.join('\n')}
        </div>
      )}
      {ran?.tried && entry && <Results tried={ran.tried} given={entry.given} />}
      {isChanged && (
        <details class="cell-difference">
          <summary>The difference, line by line</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
          <div class="table-scroll" tabIndex={0} role="region" aria-label="The difference">
            <ol class="cell-diff">
              {nearChanges(diff).map((line, i) =>
                line.kind === 'left out' ? (
                  <li key={i} class="left-out">
                    … {line.count} line{line.count === 1 ? '' : 's'} as before
                  </li>
                ) : (
                  <li key={i} class={line.kind}>
                    {line.kind !== 'same' && (
                      <span class="sr-only">
                        {line.kind === 'added' ? 'Yours: ' : 'Original: '}
                      </span>
                    )}
                    <code>{line.text || ' '}</code>
                  </li>
                ),
              )}
            </ol>
          </div>
        </details>
      )}
    </div>
  );
}

interface StateProps {
  readonly isChanged: boolean;
  readonly ran: Ran | undefined;
  readonly inForce: Changed | undefined;
  readonly text: string;
  readonly entry: CellEntry | undefined;
}

/** Where this cell is, and what the figures make of it. */
function State({ isChanged, ran, inForce, text, entry }: StateProps) {
  const { tried, stopped, line } = ran ?? {};
  const outcome = stopped
    ? `${line ? `Line ${line}: ` : ''}${stopped} `
    : tried
      ? `${tried.message} `
      : '';
  const figures = entry?.figures ?? [];
  if (!isChanged) return <>{outcome || 'Change something, then press Run.'}</>;
  if (inForce && inForce.text !== text)
    return (
      <>
        {outcome}You have written on since you ran it: <Figures names={figures} /> still{' '}
        {figures.length === 1 ? 'runs' : 'run'} on what it was then.
      </>
    );
  if (inForce)
    return figures.length > 0 ? (
      <>
        {outcome}Changed; <Figures names={figures} /> of this page{' '}
        {figures.length === 1 ? 'runs' : 'run'} on it.
      </>
    ) : (
      <>{outcome}Changed; the figures of this page stay with the original.</>
    );
  if (ran)
    return (
      <>
        {outcome}
        The figures of this page run on the original.
      </>
    );
  return <>Changed, and kept in this browser. Nothing runs on it until you press Run.</>;
}

/** “Figure 2.2 and Figure 2.3”, each a link to it. */
function Figures({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, i) => (
        <span key={name}>
          {i > 0 && (i === names.length - 1 ? ' and ' : ', ')}
          <a href={`#fig-${name}`}>
            {document.querySelector(`#fig-${name} .figure-number`)?.textContent ?? 'the figure'}
          </a>
        </span>
      ))}
    </>
  );
}

/** What the original makes, and what this makes. */
function Results({ tried, given }: { tried: Tried; given: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Beside the original">
      <table class="cell-results">
        <caption>{given}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">Original</th>
            <th scope="col">Yours</th>
            <th scope="col">
              <span class="sr-only">Verdict</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tried.rows.map(({ label, original, yours, verdict, note }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{original}</td>
              <td>
                {yours}
                {note && <span class="cell-note">{note}</span>}
              </td>
              <td class={verdict === 'same' ? 'is-same' : 'is-other'}>
                {verdict === 'same' ? '✓ same' : verdict === 'differs' ? '≠ differs' : '✗ shape'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Why a run stopped, and where in this cell. */
function stopOf(error: unknown, id: string): Ran {
  if (!(error instanceof CellStop))
    return { stopped: error instanceof Error ? error.message : String(error), logs: [] };
  const { message, at, logs } = error;
  return at && at.id !== id
    ? {
        stopped: `The other cell that you changed, ${at.id.replaceAll(',', ' and ')}, stops it: ${message}`,
        logs,
      }
    : { stopped: message, line: at?.line, logs };
}

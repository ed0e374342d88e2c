import './confusion-matrix.css';
import { useRef } from 'preact/hooks';
import { entry, type Matrix } from '../../src/data/matrix.ts';
import { ClassMark } from './ClassMark.tsx';

export interface ConfusionMatrixProps {
  /** What was counted: “The 240 points that train”. */
  readonly caption: string;
  readonly classNames: readonly string[];
  /** K × K: entry (k, j) counts the points of class k that were given class j; see `confusionMatrix`. */
  readonly counts: Matrix;
  /** The cell that is pointed at, where cells can be chosen. */
  readonly chosen?: Cell | undefined;
  /** Makes the cells a grid: each can be pointed at, touched, and reached by the arrow keys from one stop. */
  readonly onChoose?: (cell: Cell | undefined) => void;
}

/** The points of class `is` that were given class `answer`. */
export interface Cell {
  readonly is: number;
  readonly answer: number;
}

/**
 * Which class is taken for which: a row for each class as it is, a column for each as it is answered. The
 * right answers stand on the diagonal; a mistake is the stronger tinted, the more of its row it takes.
 */
export function ConfusionMatrix(props: ConfusionMatrixProps) {
  const { caption, classNames, counts, chosen, onChoose } = props;
  const classes = classNames.map((name, label) => ({ name, label }));
  const table = useRef<HTMLTableElement>(null);
  const stop = chosen ?? { is: 0, answer: 0 };
  const walk = (event: KeyboardEvent) => {
    const way = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const within = (k: number) => Math.max(0, Math.min(classes.length - 1, k));
    const [is, answer] = [within(stop.is + way[0]), within(stop.answer + way[1])];
    // Its row begins with the class's name, and the head is a row as well.
    table.current?.rows[is + 1]?.cells[answer + 1]?.focus();
  };
  const grid = onChoose && {
    role: 'grid' as const,
    onKeyDown: walk,
    // A finger that is lifted has not gone elsewhere: what it touched stays.
    onPointerLeave: (event: PointerEvent) => event.pointerType !== 'touch' && onChoose(undefined),
    onFocusOut: () => onChoose(undefined),
  };
  const choice = (is: number, answer: number) =>
    onChoose && {
      tabIndex: is === stop.is && answer === stop.answer ? 0 : -1,
      'aria-selected': is === chosen?.is && answer === chosen.answer,
      onFocus: () => onChoose({ is, answer }),
      onPointerDown: () => onChoose({ is, answer }),
      onPointerEnter: () => onChoose({ is, answer }),
    };
  return (
    // It may scroll, so the keyboard must reach it, or its cells.
    <section class="confusion-matrix" tabIndex={onChoose ? undefined : 0} aria-label={caption}>
      <table ref={table} {...grid}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {classes.map(({ name, label }) => (
              <th key={label} scope="col">
                {/* The rows say the names; here the marks stand for them. */}
                <span class="sr-only">answered {name}</span>
                <ClassMark label={label} />
              </th>
            ))}
            <th scope="col">right</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, label }) => {
            const row = classes.map((answer) => entry(counts, label, answer.label));
            const all = row.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={label}>
                <th scope="row">
                  <span class="sr-only">is </span>
                  <ClassMark label={label} /> {name}
                </th>
                {row.map((count, answer) => (
                  <td
                    key={answer}
                    class={
                      answer === label ? 'confusion-right' : count > 0 ? 'confusion-wrong' : ''
                    }
                    style={{ '--share': all === 0 ? 0 : count / all }}
                    {...choice(label, answer)}
                  >
                    {count}
                  </td>
                ))}
                <td class="confusion-share">
                  {all === 0 ? '–' : `${((100 * row[label]!) / all).toFixed(1)} %`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** Rows down, columns across. */
const ways: Record<string, readonly [number, number]> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

import './confusion-matrix.css';
import { entry, type Matrix } from '../../src/data/matrix.ts';
import { ClassMark } from './ClassMark.tsx';

export interface ConfusionMatrixProps {
  /** What was counted: “The 240 points that train”. */
  readonly caption: string;
  readonly classNames: readonly string[];
  /** K × K: entry (k, j) counts the points of class k that were given class j; see `confusionMatrix`. */
  readonly counts: Matrix;
}

/**
 * Which class is taken for which: a row for each class as it is, a column for each as it is answered. The
 * right answers stand on the diagonal; a mistake is the stronger tinted, the more of its row it takes.
 */
export function ConfusionMatrix({ caption, classNames, counts }: ConfusionMatrixProps) {
  const classes = classNames.map((name, label) => ({ name, label }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it.
    <div class="confusion-matrix" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            {classes.map(({ name, label }) => (
              <th key={label} scope="col">
                <span class="sr-only">answered </span>
                <ClassMark label={label} /> <span class="confusion-name">{name}</span>
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
    </div>
  );
}

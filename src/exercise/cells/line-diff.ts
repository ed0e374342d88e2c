import { inWords } from '../words.ts';

/** One line of two texts laid side by side: in both, only in the first, or only in the second. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/**
 * The lines of two texts with as many as possible matched, in order (their longest common
 * subsequence). Where lines were changed, what was removed comes before what was added.
 */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  // common[i][j]: how many lines the rest of a from i and of b from j have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] =
        a[i] === b[j]
          ? common[i + 1]![j + 1]! + 1
          : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);

  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i]! });
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || common[i + 1]![j]! >= common[i]![j + 1]!))
      lines.push({ kind: 'removed', text: a[i++]! });
    else lines.push({ kind: 'added', text: b[j++]! });
  }
  return lines;
}

/** A line of a difference to be shown, or how many alike ones are left out there. */
export type ShownLine = DiffLine | { readonly kind: 'left out'; readonly count: number };

/** A difference without the lines that are far from every change. */
export function nearChanges(diff: readonly DiffLine[], context = 2): ShownLine[] {
  const isNear = diff.map((_, i) =>
    diff.slice(Math.max(0, i - context), i + context + 1).some(({ kind }) => kind !== 'same'),
  );
  const shown: ShownLine[] = [];
  diff.forEach((line, i) => {
    const last = shown.at(-1);
    if (isNear[i]) shown.push(line);
    else if (last?.kind === 'left out')
      shown[shown.length - 1] = { ...last, count: last.count + 1 };
    else shown.push({ kind: 'left out', count: 1 });
  });
  return shown;
}

/** Which lines of the second text are not in the first, and before which of them lines are missing; from 1. */
export interface Marks {
  readonly changed: ReadonlySet<number>;
  readonly missingBefore: ReadonlySet<number>;
}

export function marksOf(diff: readonly DiffLine[]): Marks {
  const changed = new Set<number>();
  const missingBefore = new Set<number>();
  let line = 1;
  let removed = 0;
  let added = 0;
  for (const { kind } of [...diff, { kind: 'same' } as const]) {
    if (kind === 'removed') removed += 1;
    else if (kind === 'added') {
      changed.add(line++);
      added += 1;
    } else {
      if (removed > 0 && added === 0) missingBefore.add(line);
      removed = added = 0;
      line += 1;
    }
  }
  return { changed, missingBefore };
}

/** The difference in a sentence: for whoever does not see the margin. */
export function diffText(diff: readonly DiffLine[]): string {
  const count = (kind: DiffLine['kind']) => diff.filter((line) => line.kind === kind).length;
  const { changed } = marksOf(diff);
  if (changed.size === 0 && count('removed') === 0) return 'No line is changed.';
  const lines = [...changed];
  const named = lines.length === 1 ? `Line ${lines[0]} is` : `Lines ${linesInWords(lines)} are`;
  const gone = count('removed') - Math.min(count('removed'), lines.length);
  const goneText = `${gone} line${gone === 1 ? '' : 's'} of the original ${gone === 1 ? 'is' : 'are'} gone`;
  if (lines.length === 0) return `${goneText}.`;
  return `${named} not as in the original${gone > 0 ? `, and ${goneText}` : ''}.`;
}

/** 3, 5 to 8 and 10 */
function linesInWords(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && last[1] === line - 1) last[1] = line;
    else runs.push([line, line]);
  }
  return inWords(runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)));
}

/** One number, list or table that a shown function makes, and how it is compared. */
export interface Row {
  /** As the chapter writes it: “σ(−2)”, “∂L/∂w”. */
  readonly label: string;
  /** What it has to be, in the chapter's words: “2 numbers, one for each weight”. */
  readonly shape: string;
  /** Where it is in what was returned. May throw where that is something else. */
  readonly of: (returned: unknown) => unknown;
}

/** A listing that can be changed: on what it is tried, and which figures of its page run on it. */
export interface Cell {
  /** Figures whose numbers are made by it. Empty where none of the page uses it. */
  readonly figures: readonly string[];
  /** On what it is tried: “all 80 points of the overlapping blobs”. */
  readonly given: string;
  /** Runs it, and returns what it returned or left behind. */
  readonly run: () => unknown;
  readonly rows: readonly Row[];
}

/** The cells of a page, by the names that they declare, with commas between. */
export type Cells = Readonly<Record<string, Cell>>;

export const cellId = (names: readonly string[]): string => names.join(',');

/** What a cell is called: “sigmoid”, “forward and backward”, “toCanonical and 5 more”. */
export const cellTitle = ([first = '', ...rest]: readonly string[]): string =>
  rest.length === 0 ? first : `${first} and ${rest.length === 1 ? rest[0] : `${rest.length} more`}`;

/**
 * What came of running a cell: a value a row, as plain data. Where there is nothing (or something of
 * another kind was returned), undefined. The same here and where a reader's code runs.
 */
export function outcome({ run, rows }: Cell): readonly unknown[] {
  const returned = run();
  return rows.map(({ of }) => {
    try {
      return of(returned);
    } catch {
      return undefined; // what was returned has no such part
    }
  });
}

/** The rows for a function of one number: its value at each of these. */
export const valuesAt = (
  at: readonly number[],
  write: (x: number) => string,
  shape: string,
): Row[] =>
  at.map((x, i) => ({
    label: write(x),
    shape,
    of: (values) => (values as readonly unknown[])[i],
  }));

/** The part of this name, of an object that was returned or filled. */
export const part =
  <Value>(get: (returned: Value) => unknown) =>
  (returned: unknown): unknown =>
    get(returned as Value);

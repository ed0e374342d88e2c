import type { Called, Trouble } from '../../sandbox/messages.ts';

/** A place where a page's changed cells stand among the course's modules, ready to be asked. */
export interface Bench {
  /** What is odd about the signatures of the changed functions, a sentence each. */
  readonly notes: readonly string[];
  /** Asks a function of a module, by its path and name, with plain data. */
  ask(path: string, name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Calls a function that a page shows once with each of these lists of arguments. */
  each(
    path: string,
    name: string,
    lists: readonly (readonly unknown[])[],
  ): Promise<readonly unknown[]>;
  attempt(id: string): Promise<Called>;
  close(): void;
}

/** A changed cell stopped. The message is written for the reader. */
export class CellStop extends Error {
  override readonly name = 'CellStop';
  readonly trouble: Trouble;
  /** The cell, and the line in it, where that is known. */
  readonly at: { readonly id: string; readonly line?: number } | undefined;
  readonly logs: readonly string[];
  constructor(trouble: Trouble, at?: CellStop['at'], logs: readonly string[] = []) {
    super(trouble.message);
    this.trouble = trouble;
    this.at = at;
    this.logs = logs;
  }
}

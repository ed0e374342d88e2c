/** What a reader's program may use. */
export interface Limits {
  /** The longest that one `load` or `call` may take. */
  readonly milliseconds: number;
  readonly megabytes: number;
  /** Lines that one `load` or `call` may log. */
  readonly logs: number;
}

export const usualLimits: Limits = { milliseconds: 1000, megabytes: 16, logs: 200 };

/** Why a program stopped; the message is written for the reader. */
export interface Trouble {
  readonly kind: 'syntax' | 'error' | 'endless' | 'recursion' | 'memory' | 'logs';
  readonly message: string;
  /** Where, counted from 1. Absent where it is nowhere in the reader's text. */
  readonly line?: number;
  /** All lines of the reader's text on the way there, from the innermost call outwards. */
  readonly lines?: readonly number[];
}

/** What came of running a piece of a program. */
export interface Answer {
  /** What it wrote with `console.log`, a line each. */
  readonly logs: readonly string[];
  /** Absent where all went well. */
  readonly trouble?: Trouble;
}

/** What came of a call: plain data, as by JSON, with NaN and ±Infinity kept. */
export interface Called extends Answer {
  readonly value?: unknown;
  /** The arguments after the call, which the function may have changed. */
  readonly args?: readonly unknown[];
}

/** In the place of a value that is no plain data. */
export interface Odd {
  /** “a function”, “a promise” … */
  readonly $: string;
}

/**
 * Everything that crosses between the page and the thread that runs a reader's program, through
 * comlink. The page speaks; the program can say nothing but what an answer holds.
 */
export interface SandboxThread {
  /** Answered once the machine stands. */
  ready(): Promise<true>;
  /** Runs a program's outermost level; its functions stay. Lines are told of the reader's only. */
  load(program: string, whose?: 'reader' | 'course'): Promise<Answer>;
  /** Calls a function of the programs loaded, by its name. */
  call(name: string, args: readonly unknown[]): Promise<Called>;
}

/** The first message, from the page to the frame and on to the thread; with it comes a port. */
export interface Opening {
  /** The thread's own source. */
  readonly source: string;
  /** The machine, as WebAssembly. */
  readonly wasm: ArrayBuffer;
  readonly limits: Limits;
}

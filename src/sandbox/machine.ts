import createEmscripten from '@jitl/quickjs-wasmfile-release-sync/emscripten-module';
import { QuickJSFFI } from '@jitl/quickjs-wasmfile-release-sync/ffi';
import {
  type QuickJSContext,
  type QuickJSHandle,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { markLoops } from './loops.ts';
import { type Answer, type Called, type Limits, type Trouble, usualLimits } from './messages.ts';

/**
 * A machine that runs a reader's JavaScript: QuickJS (Bellard and Gordon), an interpreter in
 * WebAssembly. A program in it sees the language and `console.log`, and nothing else: no page, network,
 * storage or clock is there to be reached. Its time, memory, depth and output are limited.
 */
export interface Machine {
  /** Runs a program's outermost level: the reader's, or one of the course's own beside it. */
  load(program: string, whose?: 'reader' | 'course'): Answer;
  call(name: string, args: readonly unknown[]): Called;
}

/** What the reader's text is called in a stack of calls. */
const file = 'yours.js';
/** In bytes, of the interpreter's own stack: it must be full before the browser's is, in a thread too. */
const STACK = 96 * 1024;
/** In milliseconds: how long a program that is late may go on until it hears of it. */
const HEARING = 200;
/** In milliseconds: what it may take to say why it stopped, for that can be a program too. */
const SAYING = 100;

/** A name that no program has by accident. */
const mark = '__turn_of_a_loop__';

/**
 * Stands in the machine before the reader's text, and keeps the functions of the language that it
 * needs, whatever that text makes of them. `encode` is JSON that keeps what JSON forgets.
 */
const prelude = `(log, tick) => {
  'use strict';
  const { parse, stringify } = JSON;
  const { isFinite } = Number;
  const { isView } = ArrayBuffer;
  const { from } = Array;
  const Promises = Promise;
  const replacer = (key, value) => {
    switch (typeof value) {
      case 'number': return isFinite(value) ? value : { $: String(value) };
      case 'undefined': return { $: 'undefined' };
      case 'function': return { $: 'a function' };
      case 'symbol': return { $: 'a symbol' };
      case 'bigint': return { $: 'a BigInt' };
      default: return value instanceof Promises ? { $: 'a promise' } : isView(value) ? from(value) : value;
    }
  };
  const encode = (value) => stringify(value, replacer);
  const said = (value) =>
    typeof value === 'string' ? value
    : typeof value === 'function' ? 'function ' + value.name
    : typeof value !== 'object' || value === null ? String(value)
    : value instanceof Error ? String(value)
    : encode(value).replace(/\\{"\\$":"([^"]*)"\\}/g, '$1').replace(/,/g, ', ');
  const write = (...values) => log(values.map(said).join(' '));
  let turns = 0;
  globalThis.${mark} = () => {
    if (turns-- > 0) return true;
    turns = tick();
    if (turns >= 0) return true;
    throw new Error('late');
  };
  globalThis.console = { log: write, info: write, warn: write, error: write, debug: write };
  return (f, text) => {
    const args = parse(text);
    const value = f(...args);
    return encode({ value, args });
  };
}`;

/** Makes a machine from the WebAssembly of QuickJS. Rejects when the browser cannot compile it. */
export async function createMachine(
  wasm: BufferSource,
  limits: Limits = usualLimits,
): Promise<Machine> {
  const emscripten = await createEmscripten({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then(
        ({ instance }) => done(instance),
        (error) => reportError(error),
      );
      return {};
    },
  });
  emscripten.type = 'sync';
  const quickjs = new QuickJSWASMModule(emscripten, new QuickJSFFI(emscripten));
  const runtime = quickjs.newRuntime();
  runtime.setMemoryLimit(limits.megabytes * 1e6);
  runtime.setMaxStackSize(STACK);
  const vm = runtime.newContext();

  let deadline = Number.POSITIVE_INFINITY;
  let late = false;
  let flooded = false;
  let logs: string[] = [];
  runtime.setInterruptHandler(() => flooded || performance.now() > deadline + HEARING);

  // The interpreter looks at the interrupt handler seldom, and a loop that is interrupted at the end of
  // a turn does not know its line. So the marks in the loops ask for the time: every hundredth turn, or
  // more often where turns are slow.
  let turns = 0;
  let asked = 0;
  const tick = vm.newFunction('tick', () => {
    const now = performance.now();
    turns = now - asked < 1 ? Math.min(100, 2 * turns + 1) : 0;
    asked = now;
    late = now > deadline;
    return vm.newNumber(late ? -1 : turns);
  });
  const log = vm.newFunction('log', (text) => {
    if (logs.length < limits.logs) {
      logs.push(clip(vm.getString(text)));
      return undefined;
    }
    flooded = true; // a program that catches this error is interrupted a little later
    return { error: vm.newError({ name: 'InternalError', message: 'log flood' }) };
  });
  const begun = vm.unwrapResult(vm.evalCode(prelude, 'prelude.js'));
  const invoke = vm.unwrapResult(vm.callFunction(begun, vm.undefined, log, tick));

  /** A script, not a module: its functions are to be called by their names. Or only reads it. */
  const evaluate = (program: string, name: string, compileOnly = false) =>
    vm.evalCode(program, name, { type: 'global', compileOnly });

  /** Runs some of the program, and says what it logged and why it stopped. */
  function run(work: () => ReturnType<QuickJSContext['evalCode']>): {
    readonly answer: Answer;
    readonly result: QuickJSHandle | undefined;
  } {
    logs = [];
    flooded = false;
    late = false;
    deadline = performance.now() + limits.milliseconds;
    try {
      const outcome = work();
      if (!outcome.error) return { answer: { logs }, result: outcome.value };
      const state = { late, flooded };
      flooded = false;
      deadline = performance.now() + SAYING;
      return {
        answer: { logs, trouble: troubleOf(vm.dump(outcome.error), state, limits) },
        result: undefined,
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      // A browser with a smaller stack than the interpreter's.
      return { answer: { logs, trouble: tooDeep }, result: undefined };
    } finally {
      deadline = Number.POSITIVE_INFINITY;
    }
  }

  return {
    load(program, whose = 'reader') {
      if (whose === 'course') return run(() => evaluate(program, 'course.js')).answer;
      // Read before it is run: where the text is not JavaScript, its own words are the ones to complain
      // of; and a SyntaxError that a running program throws is another matter.
      const read = (text: string) => run(() => evaluate(text, file, true)).answer;
      const { trouble, logs: none } = read(program);
      if (trouble)
        return {
          logs: none,
          trouble: { ...trouble, ...(isSyntax(trouble) && { kind: 'syntax' }) },
        };
      const marked = markLoops(program, mark);
      const chosen = read(marked).trouble ? program : marked;
      return run(() => evaluate(chosen, file)).answer;
    },
    call(name, args) {
      if (!/^[\w$]+$/.test(name)) throw new RangeError(`“${name}” is no name of a function.`);
      const found = run(() => vm.evalCode(`typeof ${name} === 'function' ? ${name} : undefined`));
      if (!found.result || vm.typeof(found.result) !== 'function')
        return {
          logs: [],
          trouble: { kind: 'error', message: `There is no function “${name}” in the program.` },
        };
      const f = found.result;
      const { answer, result } = run(() =>
        vm.callFunction(invoke, vm.undefined, f, vm.newString(JSON.stringify(args))),
      );
      if (!result) return answer;
      const came = JSON.parse(vm.getString(result), revive) as { value?: unknown; args: unknown[] };
      return { ...answer, value: came.value, args: came.args };
    },
  };
}

const LONGEST_LOG = 2000;
const clip = (text: string) =>
  text.length > LONGEST_LOG ? `${text.slice(0, LONGEST_LOG)}…` : text;

/** The numbers that JSON does not know, and nothing where there was nothing. */
function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$' in value)) return value;
  const { $: kind } = value;
  if (kind === 'undefined') return undefined;
  return ['NaN', 'Infinity', '-Infinity'].includes(String(kind)) ? Number(kind) : value;
}

function troubleOf(
  error: unknown,
  { late, flooded }: { readonly late: boolean; readonly flooded: boolean },
  limits: Limits,
): Trouble {
  const { name, message, stack } = described(error);
  const places = stack.matchAll(new RegExp(`${file.replace('.', '\\.')}:(\\d+)`, 'g'));
  const lines = Array.from(places, ([, line]) => Number(line));
  const at = lines[0] === undefined ? {} : { line: lines[0], ...(lines.length > 1 && { lines }) };
  if (flooded)
    return {
      kind: 'logs',
      message: `It wrote more than ${limits.logs} lines with console.log, and was stopped.`,
      ...at,
    };
  if (late || (name === 'InternalError' && message === 'interrupted'))
    return {
      kind: 'endless',
      message: `It was still running after ${inSeconds(limits.milliseconds)}, and was stopped. Does this ever end?`,
      ...at,
    };
  if (name === 'InternalError') {
    if (message === 'stack overflow') return { ...tooDeep, ...at };
    if (/memory|too long/.test(message))
      return {
        kind: 'memory',
        message: `It asked for more memory than the ${limits.megabytes} MB that there are here.`,
        ...at,
      };
  }
  return { kind: 'error', message: `${name}: ${clip(message)}${hint(message)}`, ...at };
}

const isSyntax = ({ kind, message }: Trouble) =>
  kind === 'error' && message.startsWith('SyntaxError');

function described(error: unknown): { name: string; message: string; stack: string } {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { name = 'Error', message, stack = '' } = error as Record<string, unknown>;
    return { name: String(name), message: String(message), stack: String(stack) };
  }
  const message = typeof error === 'object' ? JSON.stringify(error) : String(error);
  return { name: 'It threw', message, stack: '' };
}

const tooDeep: Trouble = {
  kind: 'recursion',
  message: 'A function calls itself without an end.',
};

const inSeconds = (milliseconds: number) =>
  milliseconds === 1000 ? 'a second' : `${milliseconds / 1000} seconds`;

const absent =
  /^'?(fetch|XMLHttpRequest|WebSocket|document|window|self|parent|top|navigator|location|localStorage|sessionStorage|indexedDB|caches|postMessage|importScripts|Worker|alert|setTimeout|setInterval)'? is not defined/;

/** What to say to someone who looks for the page. */
const hint = (message: string) =>
  absent.test(message)
    ? '. A program here has the language itself and console.log, and no page, network, storage or timer.'
    : '';

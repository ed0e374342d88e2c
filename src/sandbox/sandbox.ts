import wasmAddress from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import { type Remote, wrap } from 'comlink';
import {
  type Answer,
  type Called,
  type Limits,
  type Opening,
  type SandboxThread,
  usualLimits,
} from './messages.ts';
import threadAddress from './worker.ts?worker&url';

/**
 * A place where a reader's program runs: a machine of its own (`machine.ts`), in a thread of its own,
 * in a frame without an origin, whose policy forbids all traffic. The page can ask it, and end it.
 */
export interface Sandbox {
  /** Rejects with a SandboxError when there is no answer; a program's own trouble is an answer. */
  load(program: string, whose?: 'reader' | 'course'): Promise<Answer>;
  /** Calls one of the program's functions with plain data. Rejects as `load` does. */
  call(name: string, ...args: readonly unknown[]): Promise<Called>;
  /** Ends it at once, whatever it is doing. What it was asked for rejects as `closed`. */
  close(): void;
}

/** Something is wrong with the place itself, or it was ended; the message is written for the reader. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly why: 'absent' | 'silent' | 'closed';
  constructor(why: SandboxError['why'], message: string, cause?: unknown) {
    super(message, { cause });
    this.why = why;
  }
}

export interface SandboxOptions {
  /** The address of the frame's page, `sandbox/index.html` of this site. */
  readonly frame: string;
  readonly limits?: Limits;
  /** How long, in milliseconds, it may take until the machine stands. */
  readonly patience?: number;
}

/** A machine stops its program by itself, but in the midst of a single call of the language: then this does. */
const GRACE = 900;

/** Opens a new one. Rejects with a SandboxError when it cannot be loaded or does not come to life. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { frame: address, limits = usualLimits, patience = 20_000 } = options;
  const { source, wasm } = await parts().catch((cause) => {
    throw absent(cause);
  });

  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'Where your code runs';
  frame.hidden = true;
  const { port1: port, port2 } = new MessageChannel();
  const remote: Remote<SandboxThread> = wrap<SandboxThread>(port);
  const waiting = new Set<(error: SandboxError) => void>();

  function end(error: SandboxError) {
    frame.remove(); // and with it the thread, also one that is busy
    port.close();
    for (const reject of waiting) reject(error);
    waiting.clear();
  }

  function ask<T>(question: () => Promise<T>, milliseconds: number, late: () => SandboxError) {
    if (!frame.isConnected) return Promise.reject(closed());
    return new Promise<T>((resolve, reject) => {
      waiting.add(reject);
      const timer = setTimeout(() => end(late()), milliseconds);
      question()
        .then(resolve, (cause) => reject(absent(cause)))
        .finally(() => {
          clearTimeout(timer);
          waiting.delete(reject);
        });
    });
  }

  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  // Without a network no service worker answers for a frame without an origin: it is handed the page as text, and
  // with it the page's policy, to which that of this page is added.
  if (navigator.onLine) frame.src = address;
  else
    frame.srcdoc = await fetched(address).then(
      (file) => file.text(),
      (cause) => Promise.reject(absent(cause)),
    );
  document.body.append(frame);
  const ready = async () => {
    await loaded;
    const opening: Opening = { source, wasm: wasm.slice(0), limits };
    // It has no origin that could be named here; only this frame gets the message.
    frame.contentWindow?.postMessage(opening, '*', [port2, opening.wasm]);
    return remote.ready();
  };
  await ask(ready, patience, () => absent('it gives no sign of life'));

  const longest = limits.milliseconds + GRACE;
  const silent = () =>
    new SandboxError(
      'silent',
      `It did not come back within ${Math.round(longest / 100) / 10} seconds, and was stopped. It was busy inside a single built-in function, so there is no line to name.`,
    );
  return {
    load: (program, whose) => ask(() => remote.load(program, whose), longest, silent),
    call: (name, ...args) => ask(() => remote.call(name, args), longest, silent),
    close: () => end(closed()),
  };
}

const closed = () => new SandboxError('closed', 'It was stopped.');

const absent = (cause: unknown) =>
  new SandboxError(
    'absent',
    `The place where your code would run could not be opened (${cause instanceof Error ? cause.message : cause}). Your text is kept; try again.`,
    cause,
  );

let known: Promise<{ readonly source: string; readonly wasm: ArrayBuffer }> | undefined;

/** The thread's source and the machine, fetched at the first run. A failure is forgotten. */
function parts() {
  known ??= Promise.all([threadSource(), fetched(wasmAddress).then((file) => file.arrayBuffer())])
    .then(([source, wasm]) => ({ source, wasm }))
    .catch((error) => {
      known = undefined;
      throw error;
    });
  return known;
}

/**
 * The thread's own text: a frame without an origin may load no file of this site, so it is handed over.
 * While the site is being written that text is in many files: they are loaded at the first message,
 * which is then given to them, and the server lets the frame have them.
 */
const threadSource = async () =>
  import.meta.env.DEV
    ? `addEventListener('message', async ({ data, ports }) => {
        await import(${JSON.stringify(new URL(threadAddress, location.href).href)});
        dispatchEvent(new MessageEvent('message', { data, ports }));
      }, { once: true });`
    : (await fetched(threadAddress)).text();

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return answer;
}

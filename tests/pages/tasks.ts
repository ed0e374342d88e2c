import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** When it began, in microseconds. */
  readonly ts: number;
  /** The processor's time of its thread, in microseconds: what others do on this machine is not in it. */
  readonly tdur?: number;
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** One task of a page's main thread. */
export interface Task {
  /** Milliseconds of the processor's time. */
  readonly time: number;
  /** Whether it made a frame: ran what asked for it, laid out and painted. */
  readonly frame: boolean;
}

/** The tasks of the page's main thread while something happens, in their order. */
export async function tasksWhile(
  devtools: CDPSession,
  happens: () => Promise<unknown>,
): Promise<Task[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: unknown[] }) => {
    events.push(...(value as TraceEvent[]));
  };
  devtools.on('Tracing.dataCollected', collect);
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'toplevel'] },
  });
  await happens();
  const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.end');
  await complete;
  devtools.off('Tracing.dataCollected', collect);
  // Of the browser's many threads it is the main one of a page, on which functions were called.
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const calling = new Set(events.filter(({ name }) => name === 'FunctionCall').map(thread));
  const main = events.find(
    (event) => event.args?.name === 'CrRendererMain' && calling.has(thread(event)),
  );
  if (!main) throw new Error('No function ran on the main thread of the page.');
  const ours = events.filter((event) => event.ph === 'X' && thread(event) === thread(main));
  const frames = ours.filter(({ name }) => name === 'FireAnimationFrame');
  return ours
    .filter(({ name }) => name === 'ThreadControllerImpl::RunTask' || name === 'RunTask')
    .toSorted((a, b) => a.ts - b.ts)
    .map(({ ts, dur = 0, tdur = 0 }) => ({
      time: tdur / 1000,
      frame: frames.some((frame) => frame.ts >= ts && frame.ts <= ts + dur),
    }));
}

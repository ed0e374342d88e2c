import type { Snapshot } from './trainer.ts';

/** Why a player asks no more. */
export type Stop =
  | { readonly why: 'paused' | 'stopped' | 'diverged' }
  | { readonly why: 'failed'; readonly error: unknown };

export interface PlayerOptions {
  /** Trains for so many more steps and tells where that led: a trainer's or a session's `advance`. */
  ask(steps: number): Snapshot | Promise<Snapshot>;
  /** How many steps the next frame shall make; read at every frame. Below 1, that frame asks nothing. */
  stepsPerFrame(): number;
  /** Draws an answer. */
  onSnapshot(snapshot: Snapshot): void;
  /** Called once whenever playing ends; also when a single step diverges or fails. */
  onStop(stop: Stop): void;
  /** `requestAnimationFrame` unless told otherwise. */
  requestFrame?(frame: () => void): number;
  cancelFrame?(handle: number): void;
}

/**
 * The one loop of a figure that plays: once per animation frame it asks for the next steps, and it
 * draws the answer. Never are two questions in the air, and nothing is asked while nobody plays.
 */
export interface Player {
  readonly playing: boolean;
  /** Plays until paused, stopped, diverged or failed, or until the signal aborts, which pauses. */
  play(signal?: AbortSignal): void;
  /** Asks no more. An answer still in the air is drawn: training has made those steps. */
  pause(): void;
  /** Pauses and asks for one step, or, with an answer in the air, for one step more after it. */
  step(): void;
  /** Asks no more and drops the answer in the air: before a new run, or when the figure goes. */
  stop(): void;
}

export function createPlayer({
  ask,
  stepsPerFrame,
  onSnapshot,
  onStop,
  requestFrame = (frame) => requestAnimationFrame(frame),
  cancelFrame = (handle) => cancelAnimationFrame(handle),
}: PlayerOptions): Player {
  let playing = false;
  let waiting = false;
  let singleSteps = 0; // asked for by `step` while another answer was in the air
  let run = 0; // raised by `stop`, so that an answer notices that it came too late
  let handle = 0;
  let forgetSignal = () => {};

  function end(stop: Stop) {
    singleSteps = 0;
    if (playing) {
      playing = false;
      cancelFrame(handle);
      forgetSignal();
    } else if (stop.why === 'paused' || stop.why === 'stopped') return;
    onStop(stop);
  }

  function frame() {
    handle = requestFrame(frame);
    if (!waiting) question(stepsPerFrame());
  }

  function question(steps: number) {
    if (!(steps >= 1)) return;
    const asked = run;
    const fail = (error: unknown) => {
      waiting = false;
      if (asked === run) end({ why: 'failed', error });
      askSingleSteps();
    };
    const receive = (snapshot: Snapshot) => {
      waiting = false;
      if (asked === run) onSnapshot(snapshot);
      if (asked === run && snapshot.diverged) end({ why: 'diverged' });
      askSingleSteps();
    };
    waiting = true;
    try {
      const answer = ask(Math.floor(steps));
      if (answer instanceof Promise) answer.then(receive).catch(fail);
      else receive(answer);
    } catch (error) {
      fail(error);
    }
  }

  function askSingleSteps() {
    if (waiting || singleSteps === 0) return;
    const steps = singleSteps;
    singleSteps = 0;
    question(steps);
  }

  const pause = () => end({ why: 'paused' });

  return {
    get playing() {
      return playing;
    },
    play(signal) {
      if (playing || signal?.aborted) return;
      playing = true;
      signal?.addEventListener('abort', pause);
      forgetSignal = () => signal?.removeEventListener('abort', pause);
      handle = requestFrame(frame);
    },
    pause,
    step() {
      if (playing) pause();
      singleSteps += 1;
      askSingleSteps();
    },
    stop() {
      run += 1;
      end({ why: 'stopped' });
    },
  };
}

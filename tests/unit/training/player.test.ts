import { beforeEach, describe, expect, it } from 'vitest';
import { createPlayer, type Stop } from '../../../src/training/player.ts';
import type { Snapshot } from '../../../src/training/trainer.ts';

const snapshotAt = (step: number, diverged = false): Snapshot => ({
  step,
  epoch: step,
  parameters: new Float64Array(1),
  gradient: new Float64Array(1),
  loss: 1,
  accuracy: 0.5,
  ...(diverged ? { diverged: { step: step + 1, message: 'too far' } } : {}),
});

/** Animation frames that come when the test says so. */
class Frames {
  due = new Map<number, () => void>();
  handle = 0;
  request = (frame: () => void) => {
    this.due.set(++this.handle, frame);
    return this.handle;
  };
  cancel = (handle: number) => {
    this.due.delete(handle);
  };
  next() {
    const now = [...this.due.values()];
    this.due.clear();
    for (const frame of now) frame();
  }
}

/** A trainer that answers when the test says so, and counts the questions in the air. */
class SlowTrainer {
  step = 0;
  asked: number[] = [];
  inTheAir: { answer: () => void; fail: (error: unknown) => void }[] = [];
  most = 0;
  ask = (steps: number) => {
    this.asked.push(steps);
    return new Promise<Snapshot>((resolve, reject) => {
      this.inTheAir.push({
        answer: () => {
          this.step += steps;
          resolve(snapshotAt(this.step));
        },
        fail: reject,
      });
      this.most = Math.max(this.most, this.inTheAir.length);
    });
  };
  async answer() {
    this.inTheAir.shift()!.answer();
    await settled();
  }
  async fail(error: unknown) {
    this.inTheAir.shift()!.fail(error);
    await settled();
  }
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

let frames: Frames;
let trainer: SlowTrainer;
let drawn: number[];
let stops: Stop[];
let stepsPerFrame: number;
const player = (
  ask: (steps: number) => Snapshot | Promise<Snapshot> = trainer.ask,
  onSnapshot: (snapshot: Snapshot) => void = ({ step }) => drawn.push(step),
) =>
  createPlayer({
    ask,
    stepsPerFrame: () => stepsPerFrame,
    onSnapshot,
    onStop: (stop) => stops.push(stop),
    requestFrame: frames.request,
    cancelFrame: frames.cancel,
  });
/** A trainer that answers at once. */
const quick = () => {
  let step = 0;
  return (steps: number) => {
    step += steps;
    return snapshotAt(step);
  };
};

beforeEach(() => {
  frames = new Frames();
  trainer = new SlowTrainer();
  drawn = [];
  stops = [];
  stepsPerFrame = 10;
});

describe('while playing', () => {
  it('every frame asks once and draws the answer', () => {
    const it = player(quick());
    it.play();
    expect(drawn).toEqual([]);
    for (let i = 0; i < 3; i++) frames.next();
    expect(drawn).toEqual([10, 20, 30]);
  });

  it('the number of steps is read anew at every frame, whole, and below 1 nothing is asked', () => {
    const it = player(quick());
    it.play();
    for (const steps of [1, 7.9, 0, 0.5, Number.NaN, 2]) {
      stepsPerFrame = steps;
      frames.next();
    }
    expect(drawn).toEqual([1, 8, 10]);
    expect(it.playing).toBe(true);
  });

  it('an answer that takes five frames is waited for: never two questions in the air', async () => {
    player().play();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) frames.next();
      await trainer.answer();
    }
    expect(trainer.asked).toEqual([10, 10, 10]);
    expect(trainer.most).toBe(1);
    expect(drawn).toEqual([10, 20, 30]);
  });

  it('fifty presses on Train are one loop', () => {
    const it = player(quick());
    for (let i = 0; i < 50; i++) it.play();
    expect(frames.due.size).toBe(1);
    frames.next();
    expect(drawn).toEqual([10]);
    expect(frames.due.size).toBe(1);
  });
});

describe('pause', () => {
  it('asks no more, but draws the answer that was in the air', async () => {
    const it = player();
    it.play();
    frames.next();
    it.pause();
    await trainer.answer();
    frames.next();
    expect(drawn).toEqual([10]);
    expect(trainer.asked).toEqual([10]);
    expect(stops).toEqual([{ why: 'paused' }]);
    expect(frames.due.size).toBe(0);
  });

  it('and play again before that answer came: still one question in the air', async () => {
    const it = player();
    it.play();
    frames.next();
    it.pause();
    it.play();
    frames.next();
    expect(trainer.asked).toEqual([10]);
    await trainer.answer();
    frames.next();
    await trainer.answer();
    expect(drawn).toEqual([10, 20]);
    expect(trainer.most).toBe(1);
  });

  it('says so once, and nothing when nobody played', () => {
    const it = player(quick());
    it.pause();
    it.play();
    it.pause();
    it.pause();
    expect(stops).toEqual([{ why: 'paused' }]);
  });

  it('comes by itself when the signal aborts, and a signal of an earlier play is forgotten', () => {
    const it = player(quick());
    const first = new AbortController();
    const second = new AbortController();
    it.play(first.signal);
    it.pause();
    it.play(second.signal);
    first.abort();
    expect(it.playing).toBe(true);
    second.abort();
    expect(it.playing).toBe(false);
    expect(frames.due.size).toBe(0);
    it.play(second.signal);
    expect(it.playing).toBe(false);
  });

  it('may be asked for while an answer is drawn', () => {
    const it = player(quick(), ({ step }) => {
      drawn.push(step);
      if (step >= 20) it.pause();
    });
    it.play();
    for (let i = 0; i < 5; i++) frames.next();
    expect(drawn).toEqual([10, 20]);
    expect(frames.due.size).toBe(0);
  });
});

describe('stop', () => {
  it('drops the answer that was in the air', async () => {
    const it = player();
    it.play();
    frames.next();
    it.stop();
    await trainer.answer();
    expect(drawn).toEqual([]);
    expect(stops).toEqual([{ why: 'stopped' }]);
  });

  it('and play again: the old answer is dropped, the new ones are drawn, one question at a time', async () => {
    const it = player();
    it.play();
    frames.next();
    it.stop();
    it.play();
    frames.next();
    frames.next();
    expect(trainer.asked).toEqual([10]);
    await trainer.answer();
    expect(drawn).toEqual([]);
    frames.next();
    await trainer.answer();
    expect(drawn).toEqual([20]);
    expect(trainer.most).toBe(1);
  });

  it('hides the failure of what it dropped', async () => {
    const it = player();
    it.play();
    frames.next();
    it.stop();
    await trainer.fail(new Error('closed'));
    expect(stops).toEqual([{ why: 'stopped' }]);
  });

  it('asked for while an answer is drawn, says nothing of a divergence in that answer', () => {
    const it = player(
      () => snapshotAt(3, true),
      () => it.stop(),
    );
    it.play();
    frames.next();
    expect(stops).toEqual([{ why: 'stopped' }]);
  });
});

describe('step', () => {
  it('asks for one step, without a frame', () => {
    const it = player(quick());
    it.step();
    it.step();
    expect(drawn).toEqual([1, 2]);
    expect(stops).toEqual([]);
  });

  it('pauses first when playing, and makes its step after the answer in the air', async () => {
    const it = player();
    it.play();
    frames.next();
    it.step();
    expect(it.playing).toBe(false);
    expect(trainer.asked).toEqual([10]);
    await trainer.answer();
    expect(trainer.asked).toEqual([10, 1]);
    await trainer.answer();
    expect(drawn).toEqual([10, 11]);
  });

  it('fifty presses while one answer is in the air lose no step and never overlap', async () => {
    const it = player();
    for (let i = 0; i < 50; i++) it.step();
    await trainer.answer();
    await trainer.answer();
    expect(trainer.asked).toEqual([1, 49]);
    expect(drawn).toEqual([1, 50]);
    expect(trainer.most).toBe(1);
  });

  it('is forgotten when a stop comes before its turn', async () => {
    const it = player();
    it.step();
    it.step();
    it.stop();
    await trainer.answer();
    expect(trainer.asked).toEqual([1]);
    expect(drawn).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a divergence is drawn, and ends the playing', () => {
    const it = player(() => snapshotAt(3, true));
    it.play();
    frames.next();
    frames.next();
    expect(drawn).toEqual([3]);
    expect(stops).toEqual([{ why: 'diverged' }]);
    expect(it.playing).toBe(false);
  });

  it('an answer that fails ends the playing with its error', async () => {
    const error = new Error('the worker is gone');
    const it = player();
    it.play();
    frames.next();
    await trainer.fail(error);
    frames.next();
    expect(stops).toEqual([{ why: 'failed', error }]);
    expect(trainer.asked).toEqual([10]);
    expect(frames.due.size).toBe(0);
  });

  it('so does a question that throws, and a drawing that throws, at once or later', async () => {
    const error = new Error('no');
    const fail = () => {
      throw error;
    };
    player(fail).play();
    frames.next();
    player(quick(), fail).play();
    frames.next();
    player(trainer.ask, fail).play();
    frames.next();
    await trainer.answer();
    expect(stops).toEqual([
      { why: 'failed', error },
      { why: 'failed', error },
      { why: 'failed', error },
    ]);
    expect(frames.due.size).toBe(0);
  });

  it('a player that failed plays again when told to', async () => {
    const it = player();
    it.play();
    frames.next();
    await trainer.fail(new Error('once'));
    it.play();
    frames.next();
    await trainer.answer();
    expect(drawn).toEqual([10]);
  });
});

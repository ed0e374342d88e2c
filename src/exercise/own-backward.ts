import { fromRows } from '../data/matrix.ts';
import { whole } from '../data/whole.ts';
import { relativeDifference } from '../gradient/finite-difference.ts';
import { surface, view } from '../model/mlp.ts';
import { type Bench, lattice, type Ran, type Shown, type Task } from './exercise.ts';
import { exerciseOf } from './grade.ts';
import { type Case, cases } from './own-backward/cases.ts';
import { diagnosed, type GradientName } from './own-backward/mistakes.ts';
import { advance, advanceSolved, circles, driver, start, steps } from './own-backward/train.ts';
import { programsOf } from './program.ts';
import text from './programs/own-backward.js?raw';
import { agree } from './slips.ts';
import { inWords, isRecord, numberText } from './words.ts';

/** Finite differences are good to about 1e-9 here; a slip shows in the first digits. */
const NEAR = 1e-6;

const gradient = (key: GradientName, symbol: string) => ({
  key,
  symbol,
  wanted: (the: Case) => the.tried[key],
  source: 'finite differences give',
  like: 'like its parameter',
  turned: 'row k belongs to unit k. That is ΔᵀX, not XᵀΔ',
  near: NEAR,
  diagnose: diagnosed(key),
});

/**
 * Chapter 11's exercise: the backward pass. Each of the four gradients is compared with finite
 * differences of the course's own loss; then the reader's own code trains the circles.
 */
const task: Task<Case> = {
  id: 'own-backward',
  ...programsOf(text),
  label: 'Your program: a forward pass, and the backward pass to write',
  heading: 'Gradient',
  name: 'backward',
  returns: '{ dW, db, dwFinal, dbFinal }',
  cases,
  parts: [
    gradient('dwFinal', '∂L/∂w_final'),
    gradient('dbFinal', '∂L/∂b_final'),
    gradient('dW', '∂L/∂W'),
    gradient('db', '∂L/∂b'),
  ],
  tried:
    'Run tries it on three small networks, and compares each gradient with its finite differences.',
  praise: 'All four gradients are right.',
  run,
  keeps: { of: parametersKept, says: changedParameters },
  afterwards,
};

/** The forward pass as it was given, then the reader's backward pass. */
async function run({ call }: Bench, the: Case): Promise<Ran> {
  const { network, X, y } = the;
  const forward = await call('forward', network, X);
  if (forward.trouble) return forward;
  if (!isForward(forward.value, the))
    return {
      logs: forward.logs,
      refused:
        'The forward pass no longer returns the A and yHat of this network. It was right as it was given: Restore brings it back.',
    };
  const backward = await call('backward', network, X, y, forward.value);
  return { ...backward, logs: [...forward.logs, ...backward.logs] };
}

function isForward(value: unknown, { A, yHat }: Case): boolean {
  const given = isRecord(value) ? value : {};
  const flat = (list: unknown) => (Array.isArray(list) ? list.flat() : []).map(Number);
  return agree(flat(given['A']), A.flat(), 1e-9) && agree(flat(given['yHat']), yHat, 1e-9);
}

/** Each parameter, and whether a call left it as it was. */
function parametersKept([network]: readonly unknown[], the: Case) {
  const after = isRecord(network) ? network : {};
  const names = ['W', 'b', 'wFinal', 'bFinal'] as const;
  return names.map(
    (name) => [name, JSON.stringify(after[name]) === JSON.stringify(the.network[name])] as const,
  );
}

function changedParameters(changed: readonly string[], right: boolean): string {
  if (right)
    return `All four gradients are right, but backward also changes ${inWords(changed)}. It should only say what the gradients are: the update comes after it, when all four are known.`;
  return changed.includes('wFinal')
    ? 'Your backward changes wFinal on the way: δ must be made with the wFinal of the forward pass, so first make all four gradients, and update afterwards.'
    : `Your backward changes ${inWords(changed)} on the way: nothing may be updated before all four gradients are made.`;
}

const extent = [-4.1, 4.1] as const;
const cells = 64;
const places = fromRows(lattice(extent, cells));

/**
 * The reader's own passes train the circles, about as many steps at a time as fit into a frame, but five
 * at least: they are made in another thread.
 */
async function* afterwards(bench: Bench): AsyncGenerator<Shown, void, void> {
  await bench.load(driver, 'course');
  let place = start();
  let solved = place; // the worked solution, beside it
  const own: [number, number][] = [[0, place.loss]];
  const other: [number, number][] = [[0, solved.loss]];
  let count = 5;
  while (place.step < steps) {
    const began = performance.now();
    const made = Math.min(count, steps - place.step);
    place = await advance(bench, place, made);
    const took = performance.now() - began;
    count = Math.max(5, Math.min(25, Math.round((made * 25) / Math.max(1, took))));
    solved = advanceSolved(solved, made);
    own.push([place.step, place.loss]);
    other.push([solved.step, solved.loss]);
    const values = new Float64Array(cells * cells);
    surface(view(place.parameters, 3), 'sigmoid', places, values);
    const apart = relativeDifference(place.parameters, solved.parameters);
    yield {
      run: place,
      ...(place.step === steps && {
        said: `After ${whole(steps)} steps your 13 numbers and those of the worked solution ${apart === 0 ? 'are the same' : `differ by ${numberText(apart)}, relatively`}.`,
      }),
      plane: {
        label: 'The circles, and the region called class 1 by the network that your code trains',
        points: circles,
        extent,
        surface: { cells, values },
      },
      curves: {
        label:
          'The loss over the steps with your code; dashed, that of the worked solution, and log 2',
        own,
        other,
        x: [0, steps],
        y: [0, Math.max(1, ...own.map(([, loss]) => loss))],
        axes: ['step', 'loss (nats)'],
        isLoss: true,
      },
    };
  }
}

export const exercise = exerciseOf(task);

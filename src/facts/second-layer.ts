import { course } from '../data/course.ts';
import { makeDataset } from '../data/datasets.ts';
import { whole } from '../data/whole.ts';
import { fenceDistance, firstLayer, type HalfPlane, triangleAt } from '../model/half-planes.ts';
import { accuracy, meanCrossEntropy } from '../model/loss.ts';
import {
  forward,
  type MlpParameters,
  parameterCount,
  pass,
  probability,
  view,
} from '../model/mlp.ts';
import { logit, sigmoid } from '../model/sigmoid.ts';
import { andOf, sharpened, solvedByHand, stackOn, startByHand } from '../model/stacked-lines.ts';
import { decimals, type Fact, percent } from './fact.ts';

const { circles } = course;

/** Lines that stand still: whatever the point, the units say exactly this. */
const saying = (hidden: readonly number[]): HalfPlane[] =>
  hidden.map((h) => ({ weights: [0, 0], bias: logit(h) }));

/** The three answers that chapter 7 begins with, and the second layer that it begins with. */
const { outputWeights, outputBias } = startByHand();
const example = stackOn(saying([0.7, 0.5, 0.1]), Array.from(outputWeights), outputBias[0]!);

const onCircles = (network: MlpParameters) => {
  const { inputs, labels } = makeDataset(circles);
  const room = pass(labels.length, network.hiddenBias.length);
  forward(network, 'sigmoid', inputs, room);
  return {
    mistakes: Math.round(labels.length * (1 - accuracy(room.logits, labels))),
    loss: meanCrossEntropy(room.logits, labels),
  };
};

/** The second layer many times as large, on the same first. */
const surer = (network: MlpParameters, times: number) => {
  const all = network.all.slice();
  const units = network.hiddenBias.length;
  for (let at = 3 * units; at < all.length; at++) all[at]! *= times;
  return view(all, units);
};

const certainty = 8;
const fence = () => andOf(sharpened(triangleAt(fenceDistance), 8), certainty);
const theCircles = `the ${circles.count} points of the circles (seed ${circles.seed})`;
const theFence = 'chapter 5’s fence as a network: its arrows eight times as long, k = 8';

export const facts: Record<string, Fact> = {
  'three-numbers-logit': {
    about: 'w_finalᵀh + b_final for h = [0.7, 0.5, 0.1], w_final = [2, 2, −2], b_final = −1',
    compute: () => logit(probability(example, 'sigmoid', 0, 0)),
    format: decimals(1),
  },
  'three-numbers-answer': {
    about: 'σ(w_finalᵀh + b_final) for h = [0.7, 0.5, 0.1], w_final = [2, 2, −2], b_final = −1',
    compute: () => probability(example, 'sigmoid', 0, 0),
    format: decimals(2),
  },
  'parameters-of-three': {
    about: 'Numbers in the flat vector of a network with 2 inputs and 3 hidden units',
    compute: () => startByHand().all.length,
    format: whole,
  },
  'parameters-of-fifty': {
    about: '4H + 1 for H = 50',
    compute: () => parameterCount(50),
    format: whole,
  },
  'by-hand-start-mistakes': {
    about: `Mistakes of the figure’s network at its start, on ${theCircles}`,
    compute: () => onCircles(startByHand()).mistakes,
    format: whole,
  },
  'by-hand-solved-mistakes': {
    about: `Mistakes with w_final = [2, 2, 2] and b_final = −4.4 on the first layer of chapter 6, on ${theCircles}`,
    compute: () => onCircles(solvedByHand()).mistakes,
    format: whole,
  },
  'by-hand-solved-loss': {
    about: `Loss with w_final = [2, 2, 2] and b_final = −4.4 on the first layer of chapter 6, on ${theCircles}`,
    compute: () => onCircles(solvedByHand()).loss,
    format: decimals(2),
  },
  'by-hand-surer-loss': {
    about: `Loss of the same network with w_final and b_final ten times as large, on ${theCircles}`,
    compute: () => onCircles(surer(solvedByHand(), 10)).loss,
    format: decimals(2),
  },
  'coin-loss-again': {
    about: 'The loss of a model that says one half to every point: log 2',
    compute: () => meanCrossEntropy(Float64Array.of(0), Uint8Array.of(1)),
    format: decimals(2),
  },
  'fence-network-mistakes': {
    about: `Mistakes of ${theFence}, on ${theCircles}`,
    compute: () => onCircles(fence()).mistakes,
    format: whole,
  },
  'fence-network-loss': {
    about: `Loss of ${theFence}, on ${theCircles}`,
    compute: () => onCircles(fence()).loss,
    format: decimals(3),
  },
  'all-say-one': {
    about: 'σ(½k) for k = 8: the output of the AND when all three units say 1',
    compute: () => sigmoid(certainty / 2),
    format: percent(1),
  },
  'one-says-zero': {
    about: 'σ(−½k) for k = 8: the output of the AND when two units say 1 and one says 0',
    compute: () => sigmoid(-certainty / 2),
    format: percent(1),
  },
  'soft-and-mistakes': {
    about: `Mistakes of the AND’s second layer on the first layer of chapter 6 as it is, on ${theCircles}`,
    compute: () => onCircles(andOf(firstLayer, 1)).mistakes,
    format: whole,
  },
  'soft-centre-sum': {
    about: 'h₁ + h₂ + h₃ at the centre of the circles, for the first layer of chapter 6',
    compute: () => firstLayer.reduce((sum, { bias }) => sum + sigmoid(bias), 0),
    format: decimals(2),
  },
};

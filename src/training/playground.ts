import { type DataRecipe, datasetOf } from '../data/datasets.ts';
import { type NetworkShape, sizesOf } from '../model/network.ts';
import type { RunSpec } from './run.ts';
import type { ModelSpec, Setup } from './setup.ts';

/** A network of any depth: the one kind of model that the playground trains. */
export type NetworkModel = Extract<ModelSpec, { kind: 'network' }>;

/** A run of the playground: any run whose model is a network. */
export interface NetworkRun extends RunSpec {
  readonly setup: Setup & { readonly model: NetworkModel };
}

/** Whether a run is one that the playground can show. */
export const isNetworkRun = (run: RunSpec): run is NetworkRun => run.setup.model.kind === 'network';

/** What the network of a setup is made of, for the points it trains on. */
export function shapeOf({ model, data }: NetworkRun['setup']): NetworkShape {
  const { inputs, classNames } = datasetOf(data);
  return {
    inputs: inputs.columns,
    hidden: model.hidden,
    outputs: model.output === 'sigmoid' ? 1 : classNames.length,
  };
}

/** What is to be otherwise in a setup; what is undefined goes back to what is usual. */
export type SetupChange = {
  readonly [F in keyof NetworkRun['setup']]?: NetworkRun['setup'][F] | undefined;
};

/**
 * The run with another part of its setup, at its own start. Parameters that were given, and the place where
 * the run was taken up, stay if they still fit the network; otherwise its parameters are drawn.
 */
export function withSetup(run: NetworkRun, change: SetupChange): NetworkRun {
  const changed = Object.fromEntries(
    Object.entries({ ...run.setup, ...change }).filter(([, value]) => value !== undefined),
  ) as unknown as NetworkRun['setup'];
  const setup = fitted(changed, run.setup.data);
  const sizes = (of: NetworkRun['setup']) => sizesOf(shapeOf(of)).join();
  const sameSizes = sizes(setup) === sizes(run.setup);
  const { start } = setup;
  const fits = start.kind !== 'given' || sameSizes || change.start !== undefined;
  const { origin, ...rest } = run;
  const stays = origin !== undefined && sameSizes && change.start === undefined;
  // What an optimiser remembers is of use to no other.
  const place =
    origin && 'optimiser' in change ? { step: origin.step, parameters: origin.parameters } : origin;
  return {
    ...rest,
    setup: fits ? setup : { ...setup, start: { kind: 'glorot', seed: 1 } },
    ...(stays && { origin: place }),
  };
}

/** One score by the sigmoid tells two classes apart; more take one each. */
function fitted(setup: NetworkRun['setup'], before: DataRecipe): NetworkRun['setup'] {
  const { model, data } = setup;
  const classes = datasetOf(data).classNames.length;
  const wasTwo = datasetOf(before).classNames.length === 2;
  const output = classes > 2 ? 'softmax' : wasTwo ? model.output : 'sigmoid';
  return output === model.output ? setup : { ...setup, model: { ...model, output } };
}

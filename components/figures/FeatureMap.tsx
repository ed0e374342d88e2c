import './feature-map.css';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { shapeRecipe } from '../../src/data/course.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { type DataRecipe, datasetOf } from '../../src/data/datasets.ts';
import {
  FeatureError,
  type FeatureMap as Features,
  featureSpec,
  makeFeatures,
  mapPoints,
  namedFeatures,
} from '../../src/data/features.ts';
import { column, entry } from '../../src/data/matrix.ts';
import type { Mapped } from '../../src/exercise/cells/bend-the-space.ts';
import type { Bench } from '../../src/exercise/cells/stop.ts';
import { featureView, latticeOver } from '../../src/figure/feature-view.ts';
import type { Extent } from '../../src/figure/frame.ts';
import { walkRound } from '../../src/figure/nearest.ts';
import { sampled, samplePlaces } from '../../src/figure/sampled.ts';
import { traced, zeroPieces } from '../../src/figure/zero-curve.ts';
import {
  type ConicShape,
  combined,
  conicShape,
  ellipseOf,
  quadraticsOf,
} from '../../src/model/conic.ts';
import { inUnits, type LogisticParameters, view } from '../../src/model/logistic.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import { bentLogistic } from '../../src/training/examples.ts';
import type { Setup } from '../../src/training/setup.ts';
import { createTrainer, trainingData } from '../../src/training/trainer.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { Drive } from '../controls/Drive.tsx';
import { ShapeChoice, shapeFields } from '../controls/ShapeChoice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { TextField, type Trouble } from '../controls/TextField.tsx';
import { Toggle } from '../controls/Toggle.tsx';
import { Transport } from '../controls/Transport.tsx';
import { FeaturePlane } from './FeaturePlane.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { InputPlane } from './InputPlane.tsx';
import { runFields } from './LogisticRun.tsx';
import { lossText, shortNumber, signed, statusText } from './numbers.ts';
import { columnText } from './symbol-texts.ts';
import { useFigureState } from './useFigureState.ts';
import { useGlide } from './useGlide.ts';
import { useTraining } from './useTraining.ts';

const longestText = 200;

const schema = {
  ...shapeFields,
  // The circles' centre is (centre, centre).
  centre: { kind: 'number', default: 0, min: 0, max: 2 },
  phi: { kind: 'text', default: namedFeatures.squares, maxLength: longestText },
  t: { kind: 'number', default: 1, min: 0, max: 1 },
  standardise: { kind: 'choice', default: 'yes', values: ['yes', 'no'] },
  ...runFields,
} as const;

/** What the list offers: φ as it is set, and what the typed text would be. */
const listed = [
  { value: namedFeatures.identity, label: '[x₁, x₂]: nothing bent' },
  { value: namedFeatures.squares, label: '[x₁², x₂²]' },
  { value: namedFeatures['squares-and-linear'], label: '[x₁, x₂, x₁², x₂²]' },
  { value: namedFeatures.product, label: '[x₁, x₂, x₁·x₂]' },
  { value: namedFeatures.radius, label: '[x₁² + x₂²]' },
  { value: namedFeatures.quadratic, label: '[x₁, x₂, x₁², x₂², x₁·x₂]' },
  { value: namedFeatures.cubic, label: '[these five, x₁³, x₂³]' },
  { value: namedFeatures.unwound, label: '[wound back]: for the spiral' },
] as const;

/** The window on the plane, [−3.5, 3.5]², or larger, by halves, where the points lie outside. */
function windowOn({ inputs: { values } }: Dataset): Extent {
  const beyond = (value: number) => Math.max(3.5, Math.ceil(2 * (value + 0.2)) / 2);
  return [
    -beyond(values.reduce((a, b) => Math.max(a, -b), 0)),
    beyond(values.reduce((a, b) => Math.max(a, b), 0)),
  ];
}

/** φ, and φ(x) of the points. */
interface Bent extends Mapped {
  readonly features: Features;
}

const listings = 'src/exercise/cells/bend-the-space.ts';

/** φ by changed listings: exactly at the points, and elsewhere as it is between places that were asked about. */
async function bentThere(
  { ask }: Bench,
  { labels, name }: Features,
  setup: Setup,
  { inputs }: Dataset,
  side: Extent,
): Promise<Bent> {
  const k = labels.length;
  const mapped = (await ask(listings, 'mappedPoints', setup)) as Mapped;
  const values = numbersOf(mapped.mapped.values, inputs.rows * k, 'φ of all points');
  const samples = { side, perSide: 80 }; // as `traced` looks at it
  const places = samplePlaces(samples);
  const found = numbersOf(
    await ask(listings, 'mappedPlaces', setup, places),
    places.length * k,
    'φ of all places',
  );
  const between = labels.map((_, j) =>
    sampled(samples, found.slice(j * places.length, (j + 1) * places.length)),
  );
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  const known = new Map(
    Array.from(x1, (at, i) => [
      `${at} ${x2[i]}`,
      labels.map((_, j) => values[j * inputs.rows + i]!),
    ]),
  );
  return {
    ...mapped,
    mapped: { rows: inputs.rows, columns: k, values: Float64Array.from(values) },
    features: {
      name,
      labels,
      apply: (at1, at2) =>
        known.get(`${at1} ${at2}`) ?? between.map((feature) => feature(at1, at2)),
    },
  };
}

/**
 * Chapter 4: one logistic regression on φ(x), seen in the plane of the inputs and in that of the
 * features, with the way from the one to the other.
 */
export function FeatureMap() {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('feature-map', schema);
  const { data, draws, centre, phi, t, rate, seed, speed } = state;
  const [chosen, choose] = useState<number>();
  const standardise = state.standardise === 'yes';

  const recipe = useMemo<DataRecipe>(() => {
    const shape = shapeRecipe(data, draws);
    return shape.name === 'circles' ? { ...shape, centre: [centre, centre] } : shape;
  }, [data, draws, centre]);
  const dataset = datasetOf(recipe);

  // The last φ that could be used stays in the picture while another cannot.
  const check = useCallback(
    (text: string) => troubleWith(text, recipe, standardise),
    [recipe, standardise],
  );
  const lastGood = useRef<string>(schema.phi.default);
  const text = useMemo(() => {
    const usable = [phi, lastGood.current, schema.phi.default].find((one) => !check(one));
    return usable ?? namedFeatures.identity;
  }, [phi, check]);
  lastGood.current = text;

  const written = useMemo(() => makeFeatures(featureSpec(text)), [text]);
  const setup = useMemo(
    () => bentLogistic(recipe, featureSpec(text), { standardise, seed }),
    [recipe, text, standardise, seed],
  );
  const [low, high] = useMemo(() => windowOn(dataset), [dataset]);
  const made = useMade<Bent>(
    'feature-map',
    {
      here: () => ({
        features: written,
        mapped: mapPoints(dataset.inputs, written),
        scale: trainingData(setup).scale,
        quadratics: quadraticsOf(written),
      }),
      there: (bench) => bentThere(bench, written, setup, dataset, [low, high]),
    },
    [dataset, written, setup],
  );
  // Of another φ, or of other points, until it has come for these.
  const fits =
    made.value.mapped.columns === written.labels.length &&
    made.value.mapped.rows === dataset.labels.length;
  const { features, mapped, scale, quadratics } = fits ? made.value : made.original;
  const training = useTraining(setup, {
    figure: 'feature-map',
    pace: { learningRate: rate },
    stepsPerFrame: speed,
    root,
  });
  const { snapshot } = training;
  // In the features' own units, whatever training was given.
  const model = useMemo(() => {
    const given = view(snapshot.parameters, mapped.columns);
    return scale ? inUnits(given, scale) : given;
  }, [snapshot, scale, mapped]);

  const window = useMemo<Extent>(() => [low, high], [low, high]);
  const space = useMemo(() => featureView(model.weights, model.bias[0]!, mapped), [model, mapped]);
  const lattice = useMemo(() => latticeOver(window), [window]);
  const trace = useMemo(() => traced(window, features), [window, features]);
  const pieces = useMemo(() => zeroPieces(trace, model), [trace, model]);
  const quadratic = quadratics && combined(quadratics, model.weights, model.bias[0]!);
  const shape = quadratic && conicShape(quadratic);
  const ellipse = quadratic && ellipseOf(quadratic);

  const glide = useGlide(root, t, (to) => set({ t: to }));
  const order = useMemo(() => walkRound(dataset, [centre, centre]), [dataset, centre]);
  const words = (point: number) => pointWords(point, dataset, features, model);

  const status = statusText(snapshot);
  const curve = shape ? shapeWords[shape] : 'a curve';
  const k = features.labels.length;
  const shared = {
    dataset,
    features,
    model,
    window,
    lattice,
    pieces,
    chosen,
    onChoose: choose,
  };
  return (
    <div ref={root} class="feature-map">
      <FigurePanel
        name="feature-map"
        status={status}
        busy={training.playing}
        notices={[...notices, ...training.notices, ...made.notices]}
        link={link}
        values={() => ({
          w: columnText(model.weights),
          w1: shortNumber(model.weights[0] as number),
          w2: shortNumber(model.weights[1] as number),
          b: shortNumber(model.bias[0] as number),
          phi: `[${features.labels.join(', ')}]`,
          L: lossText(snapshot.loss),
          eta: String(rate),
          centre: signed(centre),
          bending: signed(t),
        })}
        table={() => tableOf(dataset, features, model)}
        controls={
          <>
            <Drive>
              <Transport
                playing={training.playing}
                stopped={training.stopped}
                onTrain={training.train}
                onPause={training.pause}
                onStep={training.step}
                onReset={training.reset}
                onNewStart={() => set({ seed: (seed + 1) % 4294967296 })}
              />
              <div class="feature-way">
                <button type="button" onClick={() => glide.to(t < 1 ? 1 : 0)}>
                  {t < 1 ? 'Bend' : 'Unbend'}
                </button>
                <Slider
                  label="From x to φ(x): t"
                  value={t}
                  min={0}
                  max={1}
                  step={0.01}
                  format={(value) => value.toFixed(2)}
                  onChange={(value) => {
                    glide.stop();
                    set({ t: value });
                  }}
                />
              </div>
            </Drive>
            <div class="feature-row">
              <Choice
                label="Feature map φ(x)"
                look="list"
                value={listed.some(({ value }) => value === phi) ? phi : 'own'}
                options={[
                  ...listed,
                  ...(listed.some(({ value }) => value === phi)
                    ? []
                    : [{ value: 'own', label: 'as typed' }]),
                ]}
                onChange={(value) => value !== 'own' && set({ phi: value })}
              />
              <TextField
                label="or type it, in x1 and x2"
                value={phi}
                maxLength={longestText}
                check={check}
                onChange={(value) => set({ phi: value })}
                meanwhile={`Drawn is ${vectorOf(features)}.`}
              />
            </div>
            <div class="feature-row">
              <ShapeChoice state={state} onChange={(next) => set(next)} />
              {data === 'circles' && (
                <Slider
                  label="Centre of the circles: (c, c)"
                  value={centre}
                  min={0}
                  max={2}
                  step={0.1}
                  format={(value) => value.toFixed(1)}
                  onChange={(value) => set({ centre: value })}
                />
              )}
            </div>
          </>
        }
        more={
          <>
            <Slider
              label="Learning rate η"
              value={rate}
              min={runFields.rate.min}
              max={runFields.rate.max}
              step={10}
              scale="log"
              onChange={(value) => set({ rate: value })}
            />
            <Slider
              label="Steps per frame"
              value={speed}
              min={1}
              max={100}
              step={1}
              onChange={(value) => set({ speed: value })}
            />
            <Toggle
              label="Standardise the features"
              checked={standardise}
              onChange={(checked) => set({ standardise: checked ? 'yes' : 'no' })}
            />
          </>
        }
      >
        <div class="pair">
          <div>
            <p class="panel-title">The plane of the inputs: z = 0 is {curve}</p>
            <InputPlane
              {...shared}
              label={`The points in the plane of the inputs, and the model’s probability as colour. z = 0 is ${curve}. ${status}.`}
              order={order}
              words={words}
            />
          </div>
          <div>
            <p class="panel-title">{spaceTitle(k, t)}</p>
            <FeaturePlane
              {...shared}
              label={`The same points ${t === 1 ? 'at φ(x)' : t === 0 ? 'still at x' : 'on the way from x to φ(x)'}, for φ(x) = ${vectorOf(features)}. ${spaceTitle(k, t)}. ${status}.`}
              mapped={mapped}
              space={space}
              t={t}
            />
          </div>
        </div>
        <div class="feature-said">
          {chosen === undefined ? (
            <>
              <p>z = {scoreWords(features, model)}</p>
              <p>
                {ellipse
                  ? `The ellipse has its centre at (${signed(ellipse.centre[0])}, ${signed(ellipse.centre[1])}) and half-axes of ${signed(ellipse.halfAxes[0])} and ${signed(ellipse.halfAxes[1])}.`
                  : 'Point at a dot in either plane, or tap it: it lights in both.'}
              </p>
            </>
          ) : (
            <p>{words(chosen)}</p>
          )}
        </div>
      </FigurePanel>
    </div>
  );
}

/** What keeps φ, as typed, from being used on these points; undefined when nothing does. */
function troubleWith(text: string, recipe: DataRecipe, standardise: boolean): Trouble | undefined {
  try {
    const spec = featureSpec(text);
    makeFeatures(spec);
    createTrainer(bentLogistic(recipe, spec, { standardise }));
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof FeatureError
      ? { message, position: error.position }
      : { message: message.replaceAll(/-(?=\d)/g, '−') };
  }
}

const shapeWords: Record<ConicShape, string> = {
  ellipse: 'an ellipse',
  hyperbola: 'a hyperbola',
  parabola: 'a parabola',
  line: 'a line',
  'two lines': 'two lines',
  point: 'a single point',
  nothing: 'nowhere',
};

function spaceTitle(features: number, t: number): string {
  if (t < 1) return 'The same points on their way to φ(x)';
  switch (features) {
    case 1:
      return 'The one feature: z = 0 is one place';
    case 2:
      return 'The plane of the features: z = 0 is a line';
    default:
      return `${features} features: z = 0 is flat, seen edge-on`;
  }
}

/** [x₁², x₂²], and a long one cut short. */
function vectorOf({ labels }: Features): string {
  const vector = `[${labels.join(', ')}]`;
  return vector.length > 60 ? `${vector.slice(0, 58)}…]` : vector;
}

/** 6.05 − 1.22·x₁² − 1.20·x₂² */
function scoreWords({ labels }: Features, { weights, bias }: LogisticParameters): string {
  const terms = labels.map((label, j) => {
    const weight = weights[j]!;
    const factor = /[ +−]/.test(label) ? `(${label})` : label;
    const shown = factor.length > 24 ? `φ${subscript(j + 1)}` : factor;
    return ` ${weight < 0 ? '−' : '+'} ${shortNumber(Math.abs(weight))}·${shown}`;
  });
  return shortNumber(bias[0]!) + terms.join('');
}

const subscript = (index: number) => '₀₁₂₃₄₅₆₇₈₉'.charAt(index);

const scoreAt = (values: readonly number[], { weights, bias }: LogisticParameters) =>
  values.reduce((sum, value, j) => sum + weights[j]! * value, bias[0]!);

function pointWords(
  point: number,
  { inputs, labels }: Dataset,
  features: Features,
  model: LogisticParameters,
): string {
  const [x1, x2] = [entry(inputs, point, 0), entry(inputs, point, 1)];
  const values = features.apply(x1, x2);
  const z = scoreAt(values, model);
  return `Point ${point + 1}, class ${labels[point]}: x = (${signed(x1)}, ${signed(x2)}), φ(x) = (${values.map((value) => signed(value)).join(', ')}), z = ${signed(z)}, ŷ = ${sigmoid(z).toFixed(4)}`;
}

function tableOf({ inputs, labels }: Dataset, features: Features, model: LogisticParameters) {
  const [x1, x2] = [column(inputs, 0), column(inputs, 1)];
  const named = features.labels.map((label, j) =>
    label === 'x₁' || label === 'x₂' ? `φ${subscript(j + 1)}` : label,
  );
  return {
    columns: ['x₁', 'x₂', 'class', ...named, 'z', 'ŷ'],
    rows: Array.from(labels, (label, i) => {
      const values = features.apply(x1[i]!, x2[i]!);
      const z = scoreAt(values, model);
      return [x1[i]!, x2[i]!, label, ...values, z, sigmoid(z)];
    }),
  };
}

import './softmax-regions.css';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import type { DataRecipe } from '../../src/data/datasets.ts';
import { entry, type Matrix, zeros } from '../../src/data/matrix.ts';
import { type Measurement, measurements } from '../../src/data/penguins.ts';
import { type Frame, stepsAxis } from '../../src/figure/frame.ts';
import { lossLevel } from '../../src/figure/marks.ts';
import { layersAt } from '../../src/figure/network-maps.ts';
import { confusionMatrix } from '../../src/model/confusion-matrix.ts';
import { answers, parameterCount, sizesOf } from '../../src/model/network.ts';
import { classRun, penguinsBy } from '../../src/training/class-runs.ts';
import { courseSteps } from '../../src/training/course-runs.ts';
import { shapeOf } from '../../src/training/playground.ts';
import { setupData } from '../../src/training/trainer.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { Drive } from '../controls/Drive.tsx';
import { PointRings } from '../controls/PointStop.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Transport } from '../controls/Transport.tsx';
import { planeMaps, planeOf, RegionView, regionCells } from '../playground/RegionView.tsx';
import { type Cell, ConfusionMatrix } from './ConfusionMatrix.tsx';
import { Curve } from './Curve.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { LossChart } from './LossChart.tsx';
import { lossText, statusText } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import { useOpenedTraining } from './useOpenedTraining.ts';
import { useSlices } from './useSlices.ts';
import type { Built } from './useTimeline.ts';

const pairNames = Object.keys(measurements) as Measurement[];

const schema = {
  data: { kind: 'choice', default: 'blobs', values: ['blobs', 'arms', 'penguins'] },
  classes: { kind: 'number', default: 3, min: 3, max: 6, integer: true },
  across: { kind: 'choice', default: 'billLength', values: pairNames },
  up: { kind: 'choice', default: 'billDepth', values: pairNames },
  units: { kind: 'number', default: 0, min: 0, max: 16, integer: true },
  rate: { kind: 'number', default: 0.5, min: 0.01, max: 10 },
  seed: { kind: 'number', default: 1, min: 0, max: 4294967295, integer: true },
  speed: { kind: 'number', default: 4, min: 1, max: 50, integer: true },
} as const;

/** So many points a class as the course's own have. */
const perClass = { blobs: 40, arms: 70 } as const;

function recipeOf(
  data: 'blobs' | 'arms' | 'penguins',
  classes: number,
  pair: readonly [Measurement, Measurement],
): DataRecipe {
  if (data === 'penguins') return penguinsBy(pair);
  const usual = data === 'blobs' ? course.threeBlobs : course.threeArms;
  return { ...usual, classes, count: perClass[data] * classes };
}

/** Chapter 15: a region for each class, and which class is taken for which. */
export function SoftmaxRegions({ built }: { built?: Built }) {
  const root = useRef<HTMLDivElement>(null);
  const { state, set, notices, link } = useFigureState('softmax-regions', schema);
  const { data, classes, across, units, rate, seed } = state;
  const isTwice = state.up === across;
  const up = isTwice ? otherThan(across) : state.up;
  const twice = isTwice
    ? [
        `“across” and “up” should be two measurements, but the link says “${across}” twice; ${up} is used for “up”.`,
      ]
    : [];
  const run = useMemo(
    () => classRun({ data: recipeOf(data, classes, [across, up]), units, seed }),
    [data, classes, across, up, units, seed],
  );
  const isUsual = JSON.stringify(run.setup) === usualSetup && rate === schema.rate.default;
  const end = isUsual ? built : undefined;
  const training = useOpenedTraining(run.setup, {
    figure: 'softmax-regions',
    pace: { learningRate: rate },
    stepsPerFrame: state.speed,
    root,
    end,
  });
  const { snapshot, playing, history } = training;
  const { parameters } = snapshot;
  const [chosen, setChosen] = useState<Cell>();

  const shape = useMemo(() => shapeOf(run.setup), [run]);
  const points = useMemo(() => setupData(run.setup), [run]);
  const plane = useMemo(() => planeOf(points, [0, 1]), [points]);
  const region = useSlices(
    root,
    useMemo(
      () => planeMaps(parameters, shape, plane, regionCells, false),
      [parameters, shape, plane],
    ),
  );
  const { inputs, labels, classNames } = points.train;
  const given = useMemo(
    () => answers(layersAt(parameters, shape, inputs)),
    [parameters, shape, inputs],
  );
  const k = classNames.length;
  const { value: counted, notices: troubles } = useMade<Matrix>(
    'softmax-regions',
    {
      here: () => confusionMatrix(given, labels, k),
      there: async ({ each }) => {
        const asked = [[...given], [...labels], k];
        const [made] = await each('src/model/confusion-matrix.ts', 'confusionMatrix', [asked]);
        const { values } = (made ?? {}) as Record<string, unknown>;
        const found = numbersOf(values, k * k, 'The matrix of counts');
        return { rows: k, columns: k, values: Float64Array.from(found) };
      },
    },
    [given, labels, classNames],
  );
  // Of another number of classes, changed code has not counted anything yet.
  const counts = counted.rows === k ? counted : zeros(k, k);
  const lit = useMemo(
    () =>
      chosen
        ? Array.from(labels.keys()).filter(
            (i) => labels[i] === chosen.is && given[i] === chosen.answer,
          )
        : [],
    [chosen, labels, given],
  );

  const guess = useCallback((frame: Frame) => lossLevel(`log ${k}`, Math.log(k), frame), [k]);
  const losses = [
    ...(training.isOpening ? (end?.losses ?? []) : []),
    ...history.moments.map(({ step, loss }) => [step, loss] as const),
  ];
  const status = statusText(snapshot);
  const network = units === 0 ? 'no hidden layer' : `one hidden layer of ${units} tanh units`;
  const change = (next: Partial<typeof state>) => {
    setChosen(undefined);
    set(next);
  };
  return (
    <div ref={root} class="softmax-regions">
      <FigurePanel
        name="softmax-regions"
        status={status}
        busy={playing}
        notices={[...notices, ...twice, ...training.notices, ...troubles]}
        link={link}
        values={() => ({
          K: String(k),
          n: String(labels.length),
          L: lossText(snapshot.loss),
          eta: String(rate),
        })}
        table={() => ({
          columns: ['class', ...classNames.map((name) => `answered ${name}`)],
          rows: classNames.map((name, is) => [
            name,
            ...classNames.map((_, answer) => entry(counts, is, answer)),
          ]),
        })}
        controls={
          <>
            <Drive>
              <Transport
                playing={playing}
                stopped={training.stopped}
                onTrain={training.train}
                onPause={training.pause}
                onStep={training.step}
                onReset={training.reset}
                onNewStart={() => set({ seed: (seed + 1) % 4294967296 })}
              />
            </Drive>
            <Choice
              label="Points"
              value={data}
              options={[
                { value: 'blobs', label: 'Blobs' },
                { value: 'arms', label: 'Spiral' },
                { value: 'penguins', label: 'Penguins' },
              ]}
              onChange={(value) => change({ data: value })}
            />
            <Slider
              label="Hidden units (tanh)"
              value={units}
              min={0}
              max={schema.units.max}
              step={1}
              format={(value) => (value === 0 ? 'none' : String(value))}
              onChange={(value) => set({ units: value })}
            />
            {data === 'penguins' ? (
              <>
                <Choice
                  label="Across"
                  look="list"
                  value={across}
                  options={options}
                  // What was across before goes up, when both would be the same.
                  onChange={(value) => change({ across: value, up: value === up ? across : up })}
                />
                <Choice
                  label="Up"
                  look="list"
                  value={up}
                  options={options}
                  onChange={(value) =>
                    change({ up: value, across: value === across ? up : across })
                  }
                />
              </>
            ) : (
              <Slider
                label="Classes K"
                value={classes}
                min={schema.classes.min}
                max={schema.classes.max}
                step={1}
                onChange={(value) => change({ classes: value })}
              />
            )}
          </>
        }
        more={
          <>
            <Slider
              label="Learning rate η"
              value={rate}
              min={schema.rate.min}
              max={schema.rate.max}
              step={10}
              scale="log"
              onChange={(value) => set({ rate: value })}
            />
            <Slider
              label="Steps per frame"
              value={state.speed}
              min={1}
              max={schema.speed.max}
              step={1}
              onChange={(value) => set({ speed: value })}
            />
          </>
        }
      >
        <div class="softmax-regions-views">
          <div>
            <p class="panel-title">A region for each class</p>
            <RegionView
              label={`${labels.length} points of ${k} classes, and the class that a network with ${network} gives each place. ${status}.`}
              data={points}
              plane={plane}
              maps={region}
            >
              <PointRings at={lit.map((i) => [entry(inputs, i, 0), entry(inputs, i, 1)])} />
            </RegionView>
            <p class="softmax-regions-shape">
              {sizesOf(shape).join(' → ')} · {parameterCount(shape)} parameters
            </p>
          </div>
          <div class="softmax-regions-beside">
            <div>
              <ConfusionMatrix
                caption="Which class is taken for which"
                classNames={classNames}
                counts={counts}
                chosen={chosen}
                onChoose={setChosen}
              />
              <p class="softmax-regions-cell" aria-live="polite">
                {chosen
                  ? cellWords(chosen, classNames, lit.length)
                  : 'Point at a cell, tap it, or go there with Tab and the arrow keys: its points are ringed.'}
              </p>
            </div>
            <div>
              <p class="panel-title">The loss</p>
              <LossChart
                label={`The loss over the steps: now ${lossText(snapshot.loss)}. The dashed line is log ${k}, the loss of a model that gives every class the same probability.`}
                steps={stepsAxis(snapshot.step, courseSteps)}
                top={1.25 * Math.log(k)}
                ratio={0.62}
                base={guess}
              >
                <Curve pairs={losses} look="own" at={[snapshot.step, snapshot.loss]} />
              </LossChart>
            </div>
          </div>
        </div>
      </FigurePanel>
    </div>
  );
}

const options = pairNames.map((value) => ({ value, label: measurements[value].name }));

const otherThan = (name: Measurement): Measurement =>
  pairNames.find((other) => other !== name) as Measurement;

/** “2 points of Adelie are taken for Chinstrap: ringed.” */
function cellWords({ is, answer }: Cell, names: readonly string[], count: number): string {
  const points = `${count} ${count === 1 ? 'point' : 'points'} of ${names[is]}`;
  const verb = count === 1 ? 'is' : 'are';
  const rings = count === 0 ? '' : ' Ringed in the plane.';
  return is === answer
    ? `${points} ${verb} answered rightly.${rings}`
    : `${points} ${verb} taken for ${names[answer]}.${rings}`;
}

const usualSetup = JSON.stringify(classRun().setup);

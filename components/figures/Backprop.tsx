import type { ComponentChildren, RefObject } from 'preact';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import { datasetOf } from '../../src/data/datasets.ts';
import type { Matrix } from '../../src/data/matrix.ts';
import type { Bench } from '../../src/exercise/cells/stop.ts';
import { graphNodes, partOf, valueAt } from '../../src/figure/backprop-graph.ts';
import {
  chainOf,
  defaultOnePoint,
  learningRate,
  networkNamed,
  networkNames,
  type OnePoint,
  onePoint,
  onePointFrom,
  overconfidence,
  stepsOf,
  stepsThrough,
  termsOf,
} from '../../src/figure/backprop-numbers.ts';
import { fillGrid, type Grid } from '../../src/figure/heat.ts';
import { points } from '../../src/figure/marks.ts';
import { classColour } from '../../src/figure/theme.ts';
import { probability, view } from '../../src/model/mlp.ts';
import { chosenPoint, gradients, type Trial, units } from '../../src/training/one-point.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragPoint } from '../controls/DragPoint.tsx';
import { SteadyButton } from '../controls/SteadyButton.tsx';
import type { SymbolValues } from '../prose/symbol-values.ts';
import { BackpropChains } from './BackpropChains.tsx';
import { BackpropFormula } from './BackpropFormula.tsx';
import { BackpropGraph } from './BackpropGraph.tsx';
import { sayingOf, valuesText } from './backprop-text.ts';
import { Chart } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { lossText, shortNumber, signed } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import './backprop.css';

const reach = 4.2;
const mostSteps = 200;

// Names, shapes and order are the same at every point.
const usual = defaultOnePoint().factors;
const steps = stepsThrough(usual);
const terms = termsOf(usual);
const chains = gradients.map(({ factor }) => [factor, ...chainOf(usual, factor)]);

const defaultLabel = chosenPoint.label === 1 ? '1' : '0';

const schema = {
  factor: { kind: 'number', default: 1, min: 1, max: steps.length, integer: true },
  point: { kind: 'numbers', default: [chosenPoint.x1, chosenPoint.x2], min: -reach, max: reach },
  label: { kind: 'choice', default: defaultLabel, values: ['0', '1'] },
  network: { kind: 'choice', default: 'early', values: networkNames },
  steps: { kind: 'number', default: 0, min: 0, max: mostSteps, integer: true },
} as const;

export interface BackpropProps {
  /** The letters of the chains' terms, rendered at build time. */
  readonly symbols: Readonly<Record<string, string>>;
  /** The first step's formula, and the still with those of all steps; see Backprop.astro. */
  readonly children?: ComponentChildren;
  readonly still?: ComponentChildren;
}

/** All numbers of the figure, and after how many steps they are those. */
interface Made {
  readonly one: OnePoint;
  readonly steps: number;
}

/** The numbers with steps and trials by changed listings; the chain rule stays the course's own. */
async function onePointThere(
  ask: Bench['ask'],
  from: readonly number[],
  point: OnePoint['point'],
  steps: number,
): Promise<OnePoint> {
  const came = (await ask(
    'src/exercise/cells/backpropagation.ts',
    'steppedAndTried',
    from,
    point,
    steps,
    learningRate,
  )) as { readonly parameters: unknown; readonly tried: readonly (readonly [string, Trial])[] };
  const parameters = Float64Array.from(numbersOf(came.parameters, from.length, 'θ'));
  const tried = came.tried.map(([name, { values, relativeDifference }]) => {
    const count = values.rows * values.columns;
    const found = numbersOf(values.values, count, 'A gradient by trying');
    return [
      name,
      { values: { ...values, values: Float64Array.from(found) }, relativeDifference },
    ] as const;
  });
  return onePointFrom(parameters, point, new Map(tried));
}

/** Chapter 10: back through the network at one point, one factor of the chain rule at a time. */
export function Backprop({ symbols, children, still }: BackpropProps) {
  const { state, set, notices, link } = useFigureState('backprop', schema);
  const { factor, network } = state;
  const [x1, x2] = state.point as readonly [number, number];
  const label = Number(state.label);
  const [lit, light] = useState<string>();
  const root = useRef<HTMLDivElement>(null);
  const layout = useLayout(root);

  const made = useMade<Made>(
    'backprop',
    {
      here: () => ({
        one: onePoint(network, { x1, x2, label }, state.steps),
        steps: state.steps,
      }),
      there: async ({ ask }) => ({
        one: await onePointThere(ask, [...networkNamed(network)], { x1, x2, label }, state.steps),
        steps: state.steps,
      }),
    },
    [network, x1, x2, label, state.steps],
  );
  const { one } = made.value;
  const { values, trials } = one;
  const step = steps[factor - 1] as string;
  const matrixOf = (name: string) => values.get(name) as Matrix;
  const loss = matrixOf('L').values[0] as number;

  const dataset = datasetOf(course.circles);
  const base = useCallback(() => points(dataset, { opacity: 0.55 }), [dataset]);
  const heat = useMemo(() => {
    const parameters = view(one.parameters, units);
    return {
      fill: (grid: Grid) => fillGrid(grid, (x, y) => probability(parameters, 'sigmoid', x, y)),
      levels: [0.5],
      cells: 56,
    };
    // A moved point changes the network only after steps on it.
  }, [one.parameters.join()]);

  const goTo = (key: string) => {
    const index = steps.indexOf(key);
    if (index >= 0) set({ factor: index + 1 });
  };
  const nodeGoesTo = (key: string) => {
    const value = valueAt(key);
    goTo(
      steps.includes(value) ? value : value === 'x' ? 's1' : value === 'y' ? 'L' : `dL/d${value}`,
    );
  };
  const reachedAt = new Map(steps.map((key, i) => [key, i + 1]));
  const isReached = (key: string) => (reachedAt.get(key) ?? 0) <= factor;

  const said = (key: string) => sayingOf(key, terms, values);
  const atPoint = `x = (${signed(x1)}, ${signed(x2)}), y = ${label}`;
  const status = `Factor ${factor} of ${steps.length} · ${said(step)} · step ${made.value.steps} on this point · loss ${lossText(loss)}`;
  const trouble = one.factors.flatMap(({ note, symbol }) =>
    note ? [`${symbol.text}: ${note}`] : [],
  );

  const differences = gradients.map(({ factor: gradient }) => {
    const apart = trials.get(gradient)?.relativeDifference;
    return apart === undefined ? 'too small to try' : shortNumber(apart);
  });
  const graph = {
    now: useMemo(() => partOf(step), [step]),
    lit: useMemo(() => (lit === undefined ? undefined : partOf(lit)), [lit]),
    isReached,
    numbersOf: (key: string) =>
      shownInGraph.has(key)
        ? Array.from(matrixOf(key).values, key === 'y' ? String : shortNumber)
        : [],
    wordsOf: (key: string) => {
      const { words } = graphNodes.find((node) => node.key === key) as (typeof graphNodes)[number];
      return values.has(key) ? `${words}: ${valuesText(matrixOf(key))}` : words;
    },
    onLight: light,
    onJump: nodeGoesTo,
  };

  return (
    <FigurePanel
      name="backprop"
      status={status}
      notices={[...notices, ...trouble, ...made.notices]}
      link={link}
      values={() => valuesOf(matrixOf)}
      table={() => ({
        columns: ['factor', 'shape', 'values, row after row'],
        rows: [
          ...one.factors.map(({ symbol, shape, values: of }) => [symbol.text, shape, of] as const),
          ...gradients.map(({ factor: id }) => {
            const { values: of } = trials.get(id) as Trial;
            const name = `${terms.get(id)?.symbol.text} by finite differences`;
            return [name, [of.rows, of.columns], of] as const;
          }),
        ].map(([name, shape, of]) => [name, shape.join(' × '), valuesText(of, exactNumber)]),
      })}
      controls={
        <>
          <div class="transport">
            <SteadyButton
              off={state.steps >= mostSteps}
              onClick={() => set({ steps: state.steps + 1 })}
            >
              Step
            </SteadyButton>
            <button
              type="button"
              onClick={() =>
                set({
                  point: schema.point.default,
                  label: defaultLabel,
                  network: schema.network.default,
                  steps: schema.steps.default,
                })
              }
            >
              Reset
            </button>
          </div>
          <Choice
            label="The point’s label y"
            value={state.label}
            options={[
              { value: '1', label: '1, a disc' },
              { value: '0', label: '0, a triangle' },
            ]}
            onChange={(value) => set({ label: value })}
          />
          <Choice
            label="Network"
            look="list"
            value={network}
            options={[
              { value: 'start', label: 'At the start' },
              { value: 'early', label: `After ${stepsOf.early} steps on all points` },
              { value: 'trained', label: `After ${stepsOf.trained} steps` },
              { value: 'sure', label: `Far too sure: s₂ times ${overconfidence}` },
            ]}
            onChange={(value) => set({ network: value, steps: 0 })}
          />
        </>
      }
    >
      <div class="backprop" ref={root}>
        <div class="backprop-pictures">
          <Chart
            label={`The circles’ points, the network’s probability as colour, and the chosen point: ${atPoint}, ŷ ${shortNumber(matrixOf('yHat').values[0] as number)}.`}
            x={[-reach, reach]}
            y={[-reach, reach]}
            ratio={1}
            equal
            xLabel="x₁"
            yLabel="x₂"
            xTicks={5}
            yTicks={5}
            margins={{ left: 36, right: 8, top: 8, bottom: 36 }}
            base={base}
            heat={heat}
          >
            <DragPoint
              name="The chosen point x"
              x={x1}
              y={x2}
              colour={classColour(label)}
              onMove={(x, y) => set({ point: [x, y] })}
              valueText={`x is ${signed(x1)}, ${signed(x2)}: loss ${lossText(loss)}`}
            />
          </Chart>
          <div>
            {layout !== 'narrow' && <BackpropGraph layout="wide" {...graph} />}
            {layout !== 'wide' && <BackpropGraph layout="narrow" {...graph} />}
            <p class="backprop-said" aria-live="polite">
              {lit === undefined ? hint : said(lit)}
            </p>
          </div>
        </div>
        <div class="backprop-work">
          <div class="backprop-card">
            <div class="backprop-stepper">
              <SteadyButton off={factor === 1} onClick={() => set({ factor: factor - 1 })}>
                Previous
              </SteadyButton>
              <SteadyButton
                class="primary"
                off={factor === steps.length}
                onClick={() => set({ factor: factor + 1 })}
              >
                Next
              </SteadyButton>
              <Choice
                label="Factor"
                look="list"
                value={step}
                options={steps.map((key, i) => ({
                  value: key,
                  label: `${i + 1} · ${terms.get(key)?.symbol.text}`,
                }))}
                onChange={goTo}
              />
            </div>
            <BackpropFormula
              step={step}
              name={terms.get(step)?.symbol.text ?? step}
              values={values}
              lit={lit}
              onLight={light}
              still={still}
            >
              {children}
            </BackpropFormula>
          </div>
          {useMemo(
            () => (
              <BackpropChains
                chains={chains}
                terms={terms}
                symbols={symbols}
                differences={differences}
                now={step}
                parts={partsOf(step)}
                lit={lit}
                onLight={light}
                onJump={goTo}
              />
            ),
            [symbols, differences.join(), step, lit],
          )}
        </div>
      </div>
    </FigurePanel>
  );
}

/**
 * Which of the two drawings of the graph there is room for: both are in the still, where the style
 * sheet decides by the same width, and one is drawn on.
 */
function useLayout(root: RefObject<HTMLElement>): 'wide' | 'narrow' | undefined {
  const [layout, setLayout] = useState<'wide' | 'narrow'>();
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setLayout(element.clientWidth >= 34 * rem ? 'wide' : 'narrow');
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return layout;
}

const hint =
  'Point at a node or at a term, tap it, or go there with Tab and the arrow keys: it lights in both.';

const shownInGraph = new Set(['x', 'y', 's1', 'h', 's2', 'yHat', 'L']);
const exactNumber = (value: number) => String(value).replace('-', '−');

/** What a step multiplies, chain by chain: a gradient all of its own, another product its factors everywhere. */
function partsOf(step: string): ReadonlySet<string>[] {
  const multiplied = chainOf(usual, step);
  const isGradient = chains.some(([gradient]) => gradient === step);
  return chains.map(([gradient = '', ...factors]) =>
    isGradient
      ? new Set(gradient === step ? factors : [])
      : new Set(multiplied.length > 1 ? multiplied : []),
  );
}

/** The symbols of the page and the factors that hold their numbers. */
const factorOf = {
  x: 'x',
  y: 'y',
  W: 'W',
  'b-layer': 'b',
  'w-final': 'wFinal',
  'b-final': 'bFinal',
  s1: 's1',
  h: 'h',
  s2: 's2',
  'y-hat': 'yHat',
  L: 'L',
  delta: 'dL/ds1',
} as const;

const valuesOf = (matrixOf: (name: string) => Matrix): SymbolValues =>
  Object.fromEntries(
    Object.entries(factorOf).map(([key, name]) => [key, valuesText(matrixOf(name))]),
  );

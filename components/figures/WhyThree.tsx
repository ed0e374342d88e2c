import { useCallback, useMemo } from 'preact/hooks';
import { course } from '../../src/data/course.ts';
import type { Frame } from '../../src/figure/frame.ts';
import { fillGrid, type Grid } from '../../src/figure/heat.ts';
import { commonSide, lineInFrame, nearestOnLine, type Point } from '../../src/figure/line.ts';
import {
  arc,
  arrow,
  curve,
  type Marks,
  points,
  region,
  spot,
  words,
} from '../../src/figure/marks.ts';
import { placedLine, placedLines, withLine } from '../../src/figure/placed-line.ts';
import { defaultState } from '../../src/figure/state.ts';
import { classColour, classSymbols, unitColour } from '../../src/figure/theme.ts';
import { type HalfPlane, scoreOf } from '../../src/model/half-planes.ts';
import {
  type Arc,
  arcsCalledOne,
  fullRings,
  shareOfTurn,
  stripArc,
} from '../../src/model/rings.ts';
import { sigmoid } from '../../src/model/sigmoid.ts';
import { escapeDirection, type TwoUnits, twoUnitScore } from '../../src/model/two-units.ts';
import { numbersOf, useMade } from '../code/useMade.ts';
import { Choice } from '../controls/Choice.tsx';
import { DragLine } from '../controls/DragLine.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Chart } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { percentText, signed } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';

const side = { kind: 'choice', default: 'for', values: ['for', 'against'] } as const;
const schema = {
  // Each line by a point that it goes through, then w.
  lines: {
    kind: 'numbers',
    default: [1.4, -1.46, 0.15, 1.1, 0.15, 2.05, 0.82, -0.73],
    min: -20,
    max: 20,
  },
  first: side,
  second: side,
  bar: { kind: 'number', default: 1.5, min: 0.1, max: 1.9 },
  steepness: { kind: 'number', default: 4, min: 0.5, max: 50 },
} as const;

const [inner, outer] = course.circles.radii;
const rings = fullRings([inner, outer], [40, 120]);
/** The share of the outer ring that no two lines can keep out with the whole inner ring in. */
const least = stripArc(inner, outer) / (2 * Math.PI);
/** Shares are found by halving, to many more digits than this. */
const whole = 1 - 1e-6;

const lostStyle = { stroke: 'var(--bad)', strokeWidth: 9, strokeOpacity: 0.4 };

/** What the inner ring sweeps on its way along d, without end. */
function strip([d1, d2]: Point, frame: Frame): Marks {
  const sides: HalfPlane[] = [
    { weights: [d2, -d1], bias: inner },
    { weights: [-d2, d1], bias: inner },
  ];
  const ahead = { weights: [d1, d2], bias: 0 } as const;
  const edges = sides.flatMap(({ weights, bias }) => {
    const ends = lineInFrame(weights, bias, frame);
    const from = nearestOnLine(weights, bias, [0, 0]);
    const to = ends?.find((end) => scoreOf(ahead, ...end) > 0);
    return from && to
      ? curve([from, to], { stroke: 'var(--ink-soft)', strokeWidth: 1, strokeDasharray: '4 4' })
      : [];
  });
  return [...region(commonSide([...sides, ahead], frame), 'var(--ink)', 0.09), ...edges];
}

/** The arc that this strip cuts out of the outer ring. */
function stripArcAt([d1, d2]: Point): Arc {
  const middle = Math.atan2(d2, d1);
  return [middle - Math.PI * least, middle + Math.PI * least];
}

/** Chapter 5: two lines, the direction in which their score never falls, and what it costs. */
export function WhyThree() {
  const { state, set, notices, link } = useFigureState('why-three', schema);
  const { first, second, bar, steepness } = state;
  const lines = useMemo(() => placedLines(state.lines), [state.lines]);
  // A line that counts against votes 1 − σ: that is −σ, and 1 more in the bias.
  const model = useMemo<TwoUnits>(() => {
    const steep = ({ weights, bias }: (typeof lines)[number]) => ({
      weights: [steepness * weights[0], steepness * weights[1]] as const,
      bias: steepness * bias,
    });
    const sign = (vote: typeof first) => (vote === 'for' ? 1 : -1);
    return {
      units: [steep(lines[0]!), steep(lines[1]!)],
      outputWeights: [sign(first), sign(second)],
      outputBias: Number(first === 'against') + Number(second === 'against') - bar,
    };
  }, [lines, first, second, bar, steepness]);

  const { value: direction, notices: troubles } = useMade<Point>(
    'why-three',
    {
      here: () => escapeDirection(model),
      there: async ({ each }) => {
        const [direction] = await each('src/model/two-units.ts', 'escapeDirection', [[model]]);
        return numbersOf(direction, 2, 'd') as Point;
      },
    },
    [model],
  );
  const found = useMemo(() => {
    const score = (x1: number, x2: number) => twoUnitScore(model, x1, x2);
    const kept = shareOfTurn(arcsCalledOne(score, inner));
    const lostArcs = arcsCalledOne(score, outer);
    const lost = shareOfTurn(lostArcs);
    const along = model.units.map(
      ({ weights }, i) =>
        model.outputWeights[i]! * (weights[0] * direction[0] + weights[1] * direction[1]),
    ) as [number, number];
    return { score, kept, lostArcs, lost, along, accuracy: (kept + 1 - lost) / 2 };
  }, [model, direction]);
  const { score, kept, lostArcs, lost, along, accuracy } = found;
  const allKept = kept > whole;

  const heat = useMemo(
    () => ({
      // Three times the score, through a sigmoid: clear where s = 0, and a tint for each vote.
      fill: (grid: Grid) => fillGrid(grid, (x, y) => sigmoid(3 * score(x, y))),
      levels: [0.5],
      cells: 80,
    }),
    [score],
  );
  const base = useCallback(
    (frame: Frame) => {
      const [d1, d2] = direction;
      return [
        ...(allKept ? strip(direction, frame) : []),
        ...lostArcs.flatMap((lostArc) => arc(outer, lostArc, lostStyle)),
        ...(allKept ? arc(outer, stripArcAt(direction), { ...lostStyle, strokeOpacity: 0.9 }) : []),
        ...points(rings, { radius: 2.7 }),
        ...lines.flatMap((line, k) => placedLine(line, frame, { stroke: unitColour(k) })),
        ...arrow([0, 0], [2.3 * d1, 2.3 * d2], { strokeWidth: 3.5 }),
        ...words('d', [2.6 * d1, 2.6 * d2], { fill: 'var(--ink)', fontSize: 15, fontWeight: 700 }),
      ];
    },
    [direction, allKept, lostArcs, lines],
  );
  const profile = useCallback(() => {
    const at = (t: number) => score(t * direction[0], t * direction[1]);
    return [
      ...curve(
        [
          [-4, 0],
          [4, 0],
        ],
        { stroke: 'var(--ink-faint)', strokeWidth: 1 },
      ),
      ...curve(
        Array.from({ length: 161 }, (_, i) => [i / 20 - 4, at(i / 20 - 4)] as const),
        { stroke: 'var(--ink)' },
      ),
      ...[-outer, outer].flatMap((t) =>
        spot([t, at(t)], { fill: classColour(0), symbol: classSymbols[0], r: 6 }),
      ),
      ...[-inner, inner].flatMap((t) =>
        spot([t, at(t)], { fill: classColour(1), symbol: classSymbols[1], r: 6 }),
      ),
    ];
  }, [score, direction]);

  const status = [
    `Inner circle: ${percentText(kept)} called 1`,
    `outer circle: ${percentText(lost)} called 1${allKept ? `, at least ${percentText(least)}` : ''}`,
    `accuracy on full circles ${percentText(accuracy)}`,
  ].join(' · ');
  const outcome = `${percentText(kept)} of the inner circle and ${percentText(lost)} of the outer called 1`;
  return (
    <FigurePanel
      name="why-three"
      status={status}
      notices={[...notices, ...troubles]}
      link={link}
      table={() => ({
        columns: ['quantity', 'value'],
        rows: [
          ['d₁', direction[0]],
          ['d₂', direction[1]],
          ['v₁ w₁·d', along[0]],
          ['v₂ w₂·d', along[1]],
          ['c', model.outputBias],
          ['inner circle called 1, share', kept],
          ['outer circle called 1, share', lost],
          ['least of the outer circle, share', least],
          ['accuracy on full circles, share', accuracy],
        ],
      })}
      controls={
        <>
          {(['first', 'second'] as const).map((which, k) => (
            <Choice
              key={which}
              label={`Line ${k + 1} counts`}
              value={state[which]}
              options={[
                { value: 'for', label: 'For' },
                { value: 'against', label: 'Against' },
              ]}
              onChange={(vote) => set({ [which]: vote })}
            />
          ))}
          <Slider
            label="Votes needed for a 1"
            value={bar}
            min={0.1}
            max={1.9}
            step={0.05}
            onChange={(value) => set({ bar: value })}
          />
          <Slider
            label="Steepness of both lines"
            value={steepness}
            min={0.5}
            max={50}
            step={20}
            scale="log"
            onChange={(value) => set({ steepness: value })}
          />
          <button type="button" onClick={() => set(defaultState(schema))}>
            Reset
          </button>
        </>
      }
    >
      <div class="wide-narrow">
        <Chart
          label={`Two full circles, two lines with their arrows, and the direction d, ${signed(direction[0])} across and ${signed(direction[1])} up, along which the score never falls. ${status}.`}
          x={[-4.1, 4.1]}
          y={[-4.1, 4.1]}
          ratio={0.96}
          equal
          xLabel="x₁"
          yLabel="x₂"
          yTicks={8}
          heat={heat}
          base={base}
        >
          {lines.map((line, k) => (
            <DragLine
              key={k}
              name={`Line ${k + 1}`}
              number={k + 1}
              colour={unitColour(k)}
              line={line}
              onChange={(moved) => set({ lines: withLine(state.lines, k, moved) })}
              outcome={outcome}
            />
          ))}
        </Chart>
        <div>
          <Chart
            label={`The score s on the way through the centre along d: it never falls. On the outer circle it is ${signed(score(-outer * direction[0], -outer * direction[1]))} behind and ${signed(score(outer * direction[0], outer * direction[1]))} ahead.`}
            x={[-4, 4]}
            y={[-2, 2]}
            ratio={0.85}
            xLabel="way along d, from the centre"
            yLabel="score s"
            xTicks={[-3, -1, 1, 3]}
            yTicks={5}
            base={profile}
          />
          <dl class="readout">
            <div>
              <dt>d</dt>
              <dd>
                ({signed(direction[0])}, {signed(direction[1])})
              </dd>
            </div>
            <div>
              <dt>v₁ w₁·d</dt>
              <dd>{signed(along[0])}</dd>
            </div>
            <div>
              <dt>v₂ w₂·d</dt>
              <dd>{signed(along[1])}</dd>
            </div>
          </dl>
        </div>
      </div>
    </FigurePanel>
  );
}

import { type Frame, toPixels } from '../../src/figure/frame.ts';
import { lineInFrame, type Point } from '../../src/figure/line.ts';
import { curve, spot } from '../../src/figure/marks.ts';
import { responseWords } from '../../src/figure/responses.ts';
import { activationNamed, responseNamed, slopesBeside } from '../../src/model/activations.ts';
import { DragPoint } from '../controls/DragPoint.tsx';
import { Slider } from '../controls/Slider.tsx';
import { Chart, useFrame } from './Chart.tsx';
import { FigurePanel } from './FigurePanel.tsx';
import { shortNumber, signed } from './numbers.ts';
import { useFigureState } from './useFigureState.ts';
import './activation-zoo.css';

const farthest = 3;
const x = [-farthest, farthest] as const;
const y = [-1.2, 3.3] as const;
const names = ['step', 'sigmoid', 'tanh', 'relu', 'leaky-relu', 'softplus'] as const;
type Name = (typeof names)[number];

const schema = {
  z: { kind: 'number', default: 1, min: -farthest, max: farthest },
} as const;

/** Every twentieth below 0; 0 itself is looked at from both sides. */
const below = Array.from({ length: 20 * farthest }, (_, i) => -farthest + i / 20);

/** A function's graph, in which 0 is the only place where it may jump. */
function graph(g: (z: number) => number, left: number, right: number, at0: number | undefined) {
  const ends = left === right ? [left] : [left, right];
  return {
    pairs: [
      ...below.map((z) => [z, g(z)] as const),
      [0, left] as const,
      ...(left === right ? [] : [[0, Number.NaN] as const, [0, right] as const]),
      ...below.map((z) => [-z, g(-z)] as const).reverse(),
    ],
    // The end that belongs to it is filled, one that does not is open.
    filled: ends.filter((end) => ends.length > 1 && end === at0),
    open: ends.filter((end) => end !== at0),
  };
}

const graphs = Object.fromEntries(
  names.map((name) => {
    const { value } = responseNamed(name);
    const slope = (z: number) => slopesBeside(name, z)?.left;
    const near = Number.MIN_VALUE;
    return [
      name,
      {
        value: graph(value, value(-near), value(0), value(0)),
        slope: graph((z) => slope(z) as number, slope(-near)!, slope(near)!, slope(0)),
      },
    ];
  }),
) as Record<Name, Record<'value' | 'slope', ReturnType<typeof graph>>>;

/** Chapter 6: the activations beside each other, each with its derivative, and the tangent at one z. */
export function ActivationZoo() {
  const { state, set, notices, link } = useFigureState('activation-zoo', schema);
  const { z } = state;
  const move = (to: number) => set({ z: Math.round(100 * to) / 100 || 0 });

  const status = `z = ${signed(z)} · slopes: ${names
    .map((name) => `${responseWords[name].name} ${slopeText(name, z)}`)
    .join(', ')}`;
  return (
    <FigurePanel
      name="activation-zoo"
      status={status}
      notices={notices}
      link={link}
      values={() => ({
        z: signed(z),
        score: signed(z),
        sigma: shortNumber(activationNamed('sigmoid').value(z)),
        'sigma-slope': shortNumber(activationNamed('sigmoid').slope(z)),
        tanh: shortNumber(activationNamed('tanh').value(z)),
      })}
      table={() => ({
        columns: ['activation', 'z', 'value', 'slope from the left', 'slope from the right'],
        rows: names.map((name) => {
          const slopes = slopesBeside(name, z);
          const none = 'none: it jumps';
          return [
            responseWords[name].name,
            z,
            responseNamed(name).value(z),
            slopes?.left ?? none,
            slopes?.right ?? none,
          ];
        }),
      })}
      controls={
        <>
          <Slider
            label="Score z"
            value={z}
            min={-farthest}
            max={farthest}
            step={0.1}
            format={(value) => signed(value)}
            onChange={move}
          />
          <div class="transport">
            <button type="button" onClick={() => set({ z: 0 })}>
              To z = 0
            </button>
            <button type="button" onClick={() => set({ z: schema.z.default })}>
              Reset
            </button>
          </div>
        </>
      }
    >
      <div class="zoo">
        {names.map((name) => (
          <Animal key={name} name={name} z={z} onMove={move} />
        ))}
      </div>
    </FigurePanel>
  );
}

function Animal({ name, z, onMove }: { name: Name; z: number; onMove: (z: number) => void }) {
  const { name: called, formula } = responseWords[name];
  const value = responseNamed(name).value(z);
  const slopes = slopesBeside(name, z);
  const said = `${called} is ${signed(value, 3)}, its slope ${slopeText(name, z)}`;
  return (
    <div class="zoo-animal">
      <p class="panel-title">
        {called} <span>{formula}</span>
      </p>
      <Chart
        label={`${called} over the score z, and dashed its derivative. At z = ${signed(z)}: ${said}.`}
        x={x}
        y={y}
        ratio={0.8}
        margins={{ left: 24, right: 4, top: 4, bottom: 32 }}
        xLabel="z"
        yLabel=""
        xTicks={xTicks}
        yTicks={yTicks}
        xFormat={wholeNumber}
        yFormat={wholeNumber}
        base={drawings[name]}
      >
        <Tangent z={z} value={value} slope={slopes?.left} />
        <DragPoint
          name={`z on the ${called} curve`}
          x={z}
          y={value}
          stride={stride}
          colour="var(--ink)"
          onMove={onMove}
          valueText={`z is ${signed(z)}: ${said}`}
        />
      </Chart>
      <p class="zoo-said">
        g({signed(z)}) = {signed(value, 3)}
        <br />
        {slopes === undefined
          ? 'No slope at 0: it jumps'
          : slopes.left === slopes.right
            ? `g′(${signed(z)}) = ${slopeText(name, z)}`
            : `Kink: slope ${slopes.left} on the left, ${slopes.right} on the right; ${slopes.left} is used`}
      </p>
    </div>
  );
}

interface TangentProps {
  readonly z: number;
  readonly value: number;
  readonly slope: number | undefined;
}

/** The tangent at z, and the place of its slope on the derivative. It must stand in a Chart. */
function Tangent({ z, value, slope }: TangentProps) {
  const frame = useFrame();
  if (slope === undefined) return null;
  // value + slope (x − z) − y = 0
  const ends = lineInFrame([slope, -1], value - slope * z, frame);
  const [px, py] = toPixels(frame, z, slope);
  const pixels = (at: Point) => toPixels(frame, ...at).map((pixel) => pixel.toFixed(1));
  return (
    <g class="zoo-tangent">
      {ends && <path d={`M${pixels(ends[0])}L${pixels(ends[1])}`} />}
      <circle cx={px} cy={py} r="4.5" />
    </g>
  );
}

const draw = (name: Name) => (_frame: Frame) => {
  const { value, slope } = graphs[name];
  const end = (at: number, stroke: string, fill: string) => spot([0, at], { r: 3.5, stroke, fill });
  const ends = ({ filled, open }: ReturnType<typeof graph>, colour: string) => [
    ...open.flatMap((at) => end(at, colour, 'var(--paper)')),
    ...filled.flatMap((at) => end(at, colour, colour)),
  ];
  return [
    ...curve(slope.pairs, { stroke: 'var(--accent)', strokeDasharray: '5 4' }),
    ...ends(slope, 'var(--accent)'),
    ...curve(value.pairs, { stroke: 'var(--ink)', strokeWidth: 2.5 }),
    ...ends(value, 'var(--ink)'),
  ];
};
const drawings = Object.fromEntries(names.map((name) => [name, draw(name)])) as Record<
  Name,
  ReturnType<typeof draw>
>;

const xTicks = [-2, -1, 0, 1, 2];
const yTicks = [-1, 0, 1, 2, 3];
const wholeNumber = (value: number) => signed(value, 0);
/** A tenth at every arrow key, whatever the height of the picture. */
const stride = 0.1 / (y[1] - y[0]);

const slopeText = (name: Name, z: number) => {
  const slope = slopesBeside(name, z)?.left;
  return slope === undefined ? 'none' : signed(slope, 3);
};

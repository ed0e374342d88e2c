import { stepsAxis } from '../../src/figure/frame.ts';
import type { Point } from '../../src/figure/line.ts';
import type { Moment } from '../../src/training/history.ts';
import { Chart } from '../figures/Chart.tsx';
import { Curve } from '../figures/Curve.tsx';
import { lossText, percentText } from '../figures/numbers.ts';

export interface CurvesViewProps {
  readonly moments: readonly Moment[];
  /** The moment that is shown. */
  readonly now: Pick<Moment, 'step' | 'loss' | 'accuracy' | 'test'>;
  /** Another run to compare with. */
  readonly other?: readonly Moment[] | undefined;
}

/** About as many points as a curve can show. */
const mostDots = 300;

/** The loss and the accuracy over the steps, of the points that train and of those kept aside. */
export function CurvesView({ moments, now, other }: CurvesViewProps) {
  const some = thinned(moments);
  const another = other && thinned(other);
  const first = moments[0]?.step ?? 0;
  const last = Math.max(moments.at(-1)?.step ?? 0, other?.at(-1)?.step ?? 0);
  const x = [first, first + stepsAxis(last - first, 50)[1]] as const;
  const losses = [...some, ...(another ?? [])].flatMap(({ loss, test }) =>
    test ? [loss, test.loss] : [loss],
  );
  const top = axisEnd(Math.max(0.1, ...losses));
  // One below the other, over the same steps: they are named under the lower one.
  const frame = { x, xTicks: 4 };
  const margins = { left: 54, right: 12, top: 8, bottom: 24 };
  const pairs = (list: readonly Moment[], value: (moment: Moment) => number | undefined): Point[] =>
    list.flatMap((moment) => {
      const y = value(moment);
      return y === undefined || !Number.isFinite(y) ? [] : [[moment.step, y] as const];
    });
  return (
    <>
      <Chart
        {...frame}
        margins={margins}
        xLabel=""
        label={`The loss as training goes on: ${lossText(now.loss)} at step ${now.step}${now.test ? `, and ${lossText(now.test.loss)} for the points kept aside, dashed` : ''}.`}
        y={[0, top]}
        ratio={0.52}
        yLabel="loss"
        yTicks={4}
      >
        {another && <Curve pairs={pairs(another, ({ loss }) => loss)} look="before" />}
        <Curve pairs={pairs(some, ({ test }) => test?.loss)} look="other" />
        <Curve pairs={pairs(some, ({ loss }) => loss)} look="own" at={[now.step, now.loss]} />
      </Chart>
      <Chart
        {...frame}
        margins={{ ...margins, bottom: 36 }}
        xLabel="step"
        label={`The accuracy as training goes on: ${percentText(now.accuracy)} at step ${now.step}${now.test ? `, and ${percentText(now.test.accuracy)} for the points kept aside, dashed` : ''}.`}
        y={[0, 1]}
        ratio={0.4}
        yLabel="accuracy"
        yTicks={3}
        yFormat={percent}
      >
        {another && <Curve pairs={pairs(another, ({ accuracy }) => accuracy)} look="before" />}
        <Curve pairs={pairs(some, ({ test }) => test?.accuracy)} look="other" />
        <Curve
          pairs={pairs(some, ({ accuracy }) => accuracy)}
          look="own"
          at={[now.step, now.accuracy]}
        />
      </Chart>
    </>
  );
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Every so-many-th moment, and the last. */
function thinned(moments: readonly Moment[]): readonly Moment[] {
  const stride = Math.ceil(moments.length / mostDots);
  return stride <= 1
    ? moments
    : moments.filter((_, i) => i % stride === 0 || i === moments.length - 1);
}

/** Where an axis ends that has to hold this: it grows in leaps, so that it is seldom drawn anew. */
function axisEnd(most: number): number {
  let power = 0.01;
  while (10 * power < most) power *= 10;
  return (
    [1, 1.5, 2, 3, 5, 7.5, 10].map((times) => times * power).find((end) => end >= most) ?? most
  );
}

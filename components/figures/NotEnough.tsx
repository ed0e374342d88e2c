import { useMemo } from 'preact/hooks';
import { course, shapeRecipe } from '../../src/data/course.ts';
import { ShapeChoice, shapeFields } from '../controls/ShapeChoice.tsx';
import { Slider } from '../controls/Slider.tsx';
import { LogisticRun, runFields } from './LogisticRun.tsx';
import { useFigureState } from './useFigureState.ts';

const schema = {
  ...shapeFields,
  noise: { kind: 'number', default: course.circles.noise, min: 0, max: 0.6 },
  ...runFields,
} as const;

/** Chapter 3: the training of chapter 2 on points that no line parts. */
export function NotEnough() {
  const { state, set, notices, link } = useFigureState('not-enough', schema);
  const { data, draws, noise } = state;
  const recipe = useMemo(() => shapeRecipe(data, draws, noise), [data, draws, noise]);
  return (
    <LogisticRun
      name="not-enough"
      data={recipe}
      state={state}
      set={set}
      notices={notices}
      link={link}
    >
      <ShapeChoice
        state={state}
        onChange={(next) =>
          set(next.data === data ? next : { ...next, noise: course[next.data].noise })
        }
      />
      <Slider
        label="Noise"
        value={noise}
        min={0}
        max={0.6}
        step={0.05}
        onChange={(value) => set({ noise: value })}
      />
    </LogisticRun>
  );
}

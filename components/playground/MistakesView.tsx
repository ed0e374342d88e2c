import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Dataset } from '../../src/data/dataset.ts';
import { whole } from '../../src/data/whole.ts';
import { networkMaps } from '../../src/figure/network-maps.ts';
import { confusionMatrix } from '../../src/model/confusion-matrix.ts';
import { answers, type NetworkShape } from '../../src/model/network.ts';
import type { SetupData } from '../../src/training/trainer.ts';
import { ConfusionMatrix } from '../figures/ConfusionMatrix.tsx';
import { useSlices } from '../figures/useSlices.ts';

export interface MistakesViewProps {
  readonly root: RefObject<HTMLElement>;
  readonly shape: NetworkShape;
  readonly parameters: Float64Array;
  readonly data: SetupData;
}

/** Which class is taken for which, among the points that train and among those kept aside. */
export function MistakesView({ data: { train, test }, ...props }: MistakesViewProps) {
  return (
    <div class="playground-mistakes">
      <Counts
        {...props}
        points={train}
        caption={test ? `The ${whole(train.labels.length)} points that train` : 'All points'}
      />
      {test && (
        <Counts
          {...props}
          points={test}
          caption={`The ${whole(test.labels.length)} points kept aside`}
        />
      )}
    </div>
  );
}

interface CountsProps extends Omit<MistakesViewProps, 'data'> {
  readonly points: Dataset;
  readonly caption: string;
}

function Counts({ root, shape, parameters, points, caption }: CountsProps) {
  const maps = useSlices(
    root,
    useMemo(() => () => networkMaps(parameters, shape, points.inputs), [parameters, shape, points]),
  );
  const counts = useMemo(
    () =>
      maps?.logits.rows === points.labels.length
        ? confusionMatrix(answers(maps), points.labels, points.classNames.length)
        : undefined,
    [maps, points],
  );
  if (!counts) return null;
  return <ConfusionMatrix caption={caption} classNames={points.classNames} counts={counts} />;
}

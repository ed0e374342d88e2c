export interface TransportProps {
  readonly playing: boolean;
  /** Nothing is left to train: diverged, or done. */
  readonly stopped?: boolean;
  readonly onTrain: () => void;
  readonly onPause: () => void;
  readonly onStep: () => void;
  readonly onReset: () => void;
  /** Another seed, another start; left out where a figure's start is the point. */
  readonly onNewStart?: () => void;
}

/** Train or Pause, Step, Reset to the same start, New start: the same buttons at every figure. */
export function Transport(props: TransportProps) {
  const { playing, stopped = false } = props;
  return (
    <div class="transport">
      <button
        type="button"
        class="primary"
        aria-disabled={stopped}
        onClick={stopped ? undefined : playing ? props.onPause : props.onTrain}
      >
        {playing ? 'Pause' : 'Train'}
      </button>
      <button
        type="button"
        aria-disabled={stopped || playing}
        onClick={stopped || playing ? undefined : props.onStep}
      >
        Step
      </button>
      <button type="button" onClick={props.onReset}>
        Reset
      </button>
      {props.onNewStart && (
        <button type="button" onClick={props.onNewStart}>
          New start
        </button>
      )}
    </div>
  );
}

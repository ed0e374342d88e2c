import { SteadyButton } from './SteadyButton.tsx';

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
  // A figure at its end draws itself anew from its start: in a task apart from the click's.
  const train = () => setTimeout(props.onTrain);
  return (
    <div class="transport">
      <SteadyButton class="primary" off={stopped} onClick={playing ? props.onPause : train}>
        {playing ? 'Pause' : 'Train'}
      </SteadyButton>
      <SteadyButton off={stopped || playing} onClick={props.onStep}>
        Step
      </SteadyButton>
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

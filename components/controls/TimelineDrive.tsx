import { whole } from '../../src/data/whole.ts';
import { Drive } from './Drive.tsx';
import { Slider } from './Slider.tsx';
import { Transport, type TransportProps } from './Transport.tsx';

export interface TimelineDriveProps extends TransportProps {
  /** The step that is shown. */
  readonly step: number;
  /** The run's first step, and the last that the timeline has room for. */
  readonly first?: number;
  readonly last: number;
  /** Another step was chosen on the timeline. */
  readonly onTimeline: (step: number) => void;
}

/** The buttons of a run that can be seen again, and its timeline; on a narrow page always within reach. */
export function TimelineDrive(props: TimelineDriveProps) {
  const { step, first = 0, last, onTimeline, ...transport } = props;
  return (
    <Drive>
      <Transport {...transport} />
      <Slider
        label="Timeline: step"
        value={step}
        min={first}
        max={Math.max(last, step)}
        step={1}
        format={whole}
        onChange={onTimeline}
      />
    </Drive>
  );
}

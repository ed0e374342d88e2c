import './ensemble-drive.css';
import type { EnsembleProgress } from '../../src/training/ensemble.ts';
import { Drive } from './Drive.tsx';
import { Transport, type TransportProps } from './Transport.tsx';

export interface EnsembleDriveProps extends Omit<TransportProps, 'onNewStart'> {
  readonly progress: EnsembleProgress | undefined;
  /** So many networks more: named by what there will be. */
  readonly next?: { readonly label: string; readonly onGo: () => void } | undefined;
}

/** The buttons of a figure that trains many networks, and how far it is. */
export function EnsembleDrive({ progress, next, ...transport }: EnsembleDriveProps) {
  const share = progress?.share ?? 0;
  return (
    <Drive>
      <div class="ensemble-drive">
        <Transport {...transport} />
        {next && (
          <button type="button" onClick={next.onGo}>
            {next.label}
          </button>
        )}
        {transport.playing && (
          <p class="ensemble-progress">
            <progress value={share} aria-label="Training" />
            <span>
              {Math.floor(100 * share)} %{leftText(progress?.secondsLeft)}
            </span>
          </p>
        )}
      </div>
    </Drive>
  );
}

/** Time left, in words that do not pretend to know it to the second. */
function leftText(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  if (seconds < 2) return ' · nearly done';
  if (seconds < 90)
    return ` · about ${seconds < 10 ? Math.ceil(seconds) : 5 * Math.ceil(seconds / 5)} s left`;
  return ` · about ${Math.ceil(seconds / 60)} minutes left`;
}

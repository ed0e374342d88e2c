import './programs.css';
import { type ProgramFormat, programFormats } from '../../src/exchange/programs/formats.ts';
import type { RunSpec } from '../../src/training/run.ts';
import type { Snapshot } from '../../src/training/trainer.ts';
import type { Training } from '../figures/useTraining.ts';

export interface ProgramsProps {
  readonly run: RunSpec;
  readonly snapshot: Snapshot;
  readonly paces?: Training['history']['paces'];
  readonly onTrouble: (message: string) => void;
}

/** The trained network as a program elsewhere: each gives the loss that is shown here. */
export function Programs({ run, snapshot, paces, onTrouble }: ProgramsProps) {
  const save = (format: ProgramFormat) => async () => {
    try {
      const program = await format.write(run, snapshot, paces);
      const { downloadBytes, downloadText } = await import('../figures/download.ts');
      if (typeof program === 'string') downloadText(format.file, program, format.type);
      else downloadBytes(format.file, program, format.type);
    } catch (error) {
      onTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div class="programs">
      <p>
        A program that holds this network and gives the loss shown here; the first three train it
        again, too.
      </p>
      <div class="programs-buttons">
        {programFormats.map((format) => (
          <button
            key={format.name}
            type="button"
            aria-label={`Take along: ${format.name}`}
            onClick={save(format)}
          >
            {format.name}
          </button>
        ))}
      </div>
    </div>
  );
}

import type { NetworkRun } from '../../src/training/playground.ts';
import type { Snapshot } from '../../src/training/trainer.ts';
import { downloadBytes, downloadText } from '../figures/download.ts';
import type { Training } from '../figures/useTraining.ts';

export interface TakeAlongProps {
  readonly run: NetworkRun;
  readonly snapshot: Snapshot;
  readonly paces: Training['history']['paces'];
  readonly onTrouble: (message: string) => void;
}

/** The trained network as a program elsewhere: each gives the loss that is shown here. */
export function TakeAlong({ run, snapshot, paces, onTrouble }: TakeAlongProps) {
  const attempt = (work: () => Promise<void>) => async () => {
    try {
      await work();
    } catch (error) {
      onTrouble(error instanceof Error ? error.message : String(error));
    }
  };
  const formats = [
    {
      label: 'NumPy',
      save: async () => {
        const { numpyScript } = await import('../../src/exchange/programs/numpy.ts');
        downloadText('network_numpy.py', numpyScript(run, snapshot, paces), 'text/x-python');
      },
    },
    {
      label: 'PyTorch',
      save: async () => {
        const { pytorchScript } = await import('../../src/exchange/programs/pytorch.ts');
        downloadText('network_pytorch.py', pytorchScript(run, snapshot, paces), 'text/x-python');
      },
    },
    {
      label: 'TypeScript',
      save: async () => {
        const { typescriptFile } = await import('../../src/exchange/programs/typescript.ts');
        downloadText('network.ts', typescriptFile(run, snapshot, paces), 'text/plain');
      },
    },
    {
      label: 'ONNX',
      save: async () => {
        const { onnxModel } = await import('../../src/exchange/programs/onnx.ts');
        downloadBytes('network.onnx', onnxModel(run, snapshot), 'application/octet-stream');
      },
    },
  ];
  return (
    <>
      <p class="playground-note">
        A program that holds this network and gives the loss shown here; the first three train it
        again, too.
      </p>
      <div class="playground-buttons">
        {formats.map(({ label, save }) => (
          <button
            key={label}
            type="button"
            aria-label={`Take along: ${label}`}
            onClick={attempt(save)}
          >
            {label}
          </button>
        ))}
      </div>
    </>
  );
}

import type { PaceChange } from '../../training/history.ts';
import type { RunSpec } from '../../training/run.ts';
import type { Snapshot } from '../../training/trainer.ts';

/** A kind of program that a trained network can be taken along as. */
export interface ProgramFormat {
  readonly name: string;
  readonly file: string;
  /** The media type of the file. */
  readonly type: string;
  /** What has to be there already. */
  readonly needs: string;
  /** What is typed to run it; a model file is no program of its own. */
  readonly command?: string;
  /** How far its loss may be from the page's. */
  readonly agreement: number;
  /** Its text or bytes. Throws a SetupError for a run that cannot be trained. */
  write(
    run: RunSpec,
    snapshot: Snapshot,
    paces?: readonly PaceChange[],
  ): Promise<string | Uint8Array<ArrayBuffer>>;
}

/** Each is written by code of its own, which is loaded when it is asked for. */
export const programFormats: readonly ProgramFormat[] = [
  {
    name: 'NumPy',
    file: 'network_numpy.py',
    type: 'text/x-python',
    needs: 'Python 3 with NumPy',
    command: 'python network_numpy.py',
    agreement: 1e-9,
    write: async (...of) => (await import('./numpy.ts')).numpyScript(...of),
  },
  {
    name: 'PyTorch',
    file: 'network_pytorch.py',
    type: 'text/x-python',
    needs: 'Python 3 with PyTorch',
    command: 'python network_pytorch.py',
    agreement: 1e-9,
    write: async (...of) => (await import('./pytorch.ts')).pytorchScript(...of),
  },
  {
    name: 'TypeScript',
    file: 'network.ts',
    type: 'text/plain',
    needs: 'Node 22.18 or newer',
    command: 'node network.ts',
    agreement: 1e-9,
    write: async (...of) => (await import('./typescript.ts')).typescriptFile(...of),
  },
  {
    name: 'ONNX',
    file: 'network.onnx',
    type: 'application/octet-stream',
    needs: 'An ONNX runtime, for any language',
    // It holds its numbers in 32 bits.
    agreement: 1e-5,
    write: async (run, snapshot) => (await import('./onnx.ts')).onnxModel(run, snapshot),
  },
];

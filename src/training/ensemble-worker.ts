import { expose, transfer } from 'comlink';
import { trainMembers } from './members.ts';
import type { EnsembleThread } from './messages.ts';

const thread: EnsembleThread = {
  train(ensemble) {
    const trained = trainMembers(ensemble);
    const { parameters, losses, accuracies, diverged } = trained;
    return transfer(trained, [
      parameters.buffer as ArrayBuffer,
      losses.buffer as ArrayBuffer,
      accuracies.buffer as ArrayBuffer,
      diverged.buffer as ArrayBuffer,
    ]);
  },
};

expose(thread);

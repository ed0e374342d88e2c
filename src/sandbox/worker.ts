import { expose } from 'comlink';
import { createMachine } from './machine.ts';
import type { Opening, SandboxThread } from './messages.ts';

/** The thread inside the frame: it waits for its machine and a port to the page, and then serves it. */
self.addEventListener(
  'message',
  ({ data, ports }: MessageEvent<Opening>) => {
    const machine = createMachine(data.wasm, data.limits);
    const thread: SandboxThread = {
      ready: async () => machine.then(() => true),
      load: async (program, whose) => (await machine).load(program, whose),
      call: async (name, args) => (await machine).call(name, args),
    };
    expose(thread, ports[0] as MessagePort);
  },
  { once: true },
);

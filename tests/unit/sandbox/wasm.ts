import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The machine as WebAssembly, as the page would fetch it. */
export const wasm = readFileSync(
  createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
);

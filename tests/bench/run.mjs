// `npm run bench`: builds what is compared as the site is built, and runs it. Not a test: how long
// something takes depends on the machine; what is compared is compared within one run.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build as buildSite } from 'astro';
import { build } from 'vite';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

if (!existsSync('dist/result/index.html')) await buildSite({ logLevel: 'warn' });
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: 'tests/bench/bench.ts',
    outDir: '.results/bench/built',
    target: 'node24',
    rolldownOptions: { output: { entryFileNames: 'bench.mjs' } },
  },
});
await import(pathToFileURL(resolve('.results/bench/built/bench.mjs')).href);

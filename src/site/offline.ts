import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import { build } from 'vite';
import { whole } from '../data/whole.ts';

/** The service worker's file, at the site's root so that it may answer for all of it. */
const worker = 'service-worker.js';

/** What is not kept: pictures for other sites, single figures for other people's pages, files to take along, what only servers and robots read. */
const left = /^(open-graph\/|embed\/|notebooks\/|sitemap|_headers$|404\.html$)/;

/**
 * Makes the site usable without a network: writes the service worker (src/offline/worker.ts) with the list of all files
 * of this build, each with a hash of its content. It comes last, when nothing will change a file any more.
 */
export function offline(): AstroIntegration {
  let base = '/';
  return {
    name: 'offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:build:done': async ({ dir, logger }) => {
        const { files, bytes, sent } = await filesOf(fileURLToPath(dir), base);
        const bundle = await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          define: {
            __FILES__: JSON.stringify(files),
            'process.env.NODE_ENV': '"production"',
          },
          build: {
            write: false,
            lib: { entry: 'src/offline/worker.ts', formats: ['iife'], name: 'worker' },
          },
        });
        const [output] = [bundle].flat();
        const code = output && 'output' in output ? output.output[0].code : undefined;
        if (!code) throw new Error('The service worker came out empty.');
        await writeFile(fileURLToPath(new URL(worker, dir)), code);
        logger.info(
          `${files.length} files are kept for use without a network: ${kilobytes(bytes)}, ${kilobytes(sent)} as sent`,
        );
      },
    },
  };
}

/** Every file to be kept: its address, and a hash of its content unless its name holds one already. */
export async function filesOf(root: string, base: string) {
  const files: { url: string; revision: string | null }[] = [];
  let bytes = 0;
  let sent = 0;
  for await (const found of glob('**/*.*', { cwd: root })) {
    const path = found.replaceAll('\\', '/');
    if (left.test(path) || path === worker) continue;
    const content = await readFile(root + path);
    const isNamedByContent = path.startsWith('_astro/');
    files.push({
      url:
        base +
        encodeURI(path.replace(/(^|\/)index\.html$/, path.startsWith('sandbox/') ? '$&' : '$1')),
      revision: isNamedByContent
        ? null
        : createHash('sha256').update(content).digest('hex').slice(0, 16),
    });
    bytes += content.length;
    sent += /\.(png|woff2)$/.test(path) ? content.length : gzipSync(content).length;
  }
  files.sort((a, b) => (a.url < b.url ? -1 : 1));
  return { files, bytes, sent };
}

const kilobytes = (bytes: number) => `${whole(bytes / 1000)} kB`;

import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as Plot from '@observablehq/plot';
import type { AstroIntegration } from 'astro';
import { parseHTML } from 'linkedom';

/**
 * Writes a content security policy into every built page: only files of this site, and the inline
 * scripts and styles of that very page, by their hashes. The hashes are taken from the page as
 * built, so they cannot fall out of step with it. The directives that a meta tag cannot carry
 * stand in `public/_headers`.
 */
export function contentPolicy(): AstroIntegration {
  return {
    name: 'content-policy',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        const frame = await readFile(root + sandboxPage, 'utf8').catch(() => '');
        let pages = 0;
        for await (const path of glob('**/*.html', { cwd: root })) {
          const file = root + path;
          const html = await readFile(file, 'utf8');
          const charset = /<meta charset="?utf-8"?\s*\/?>/i.exec(html);
          if (!charset) throw new Error(`${path}: no <meta charset> to put the policy after.`);
          const at = charset.index + charset[0].length;
          const policy = path === sandboxPage ? sandboxPolicyOf(html) : policyOf(html, frame);
          const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
          await writeFile(file, html.slice(0, at) + meta + html.slice(at));
          pages++;
        }
        logger.info(`content security policy written into ${pages} pages`);
      },
    },
  };
}

/** The page into whose frame a reader's code goes (src/sandbox/sandbox.ts), from the site's root. */
const sandboxPage = 'sandbox/index.html';

/**
 * Its policy, and that of the thread which it makes: its own script, a thread made from a text that the
 * page hands over, and the machine in it. Nothing can be loaded, and nothing sent anywhere.
 */
export const sandboxPolicyOf = (html: string): string =>
  [
    "default-src 'none'",
    `script-src 'wasm-unsafe-eval' ${hashes(inline(html, 'script').map(({ content }) => content))}`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/**
 * The policy of one page: its inline scripts and styles by hash. Where a reader's code can be run, what the page of that
 * frame needs is allowed as well: without a network the frame is given as text, and such a frame is under both policies.
 */
export function policyOf(html: string, frame = ''): string {
  const runsCode = /\bdata-cell=|component-export="CodeExercise"/.test(html);
  const scripts = [...inline(html, 'script'), ...inline(runsCode ? frame : '', 'script')].filter(
    ({ attributes }) => runs(attributes),
  );
  const styles = [...inline(html, 'style').map(({ content }) => content), ...plotStyles()];
  return [
    "default-src 'none'",
    // Pagefind, the search, is WebAssembly.
    `script-src 'self' 'wasm-unsafe-eval' ${hashes(scripts.map(({ content }) => content))}`,
    `style-src-elem 'self' ${hashes(styles)}`,
    // KaTeX, Shiki and the figures place and colour by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `worker-src 'self'${runsCode ? ' blob:' : ''}`,
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
  ].join('; ');
}

const inline = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}>`, 'gi'))]
    .map(([, attributes = '', content = '']) => ({ attributes, content }))
    .filter(({ attributes, content }) => !/\bsrc=/.test(attributes) && content !== '');

/** False for data blocks (JSON-LD, speculation rules …), which no policy needs to name. */
const runs = (attributes: string) => {
  const type = /\btype="?([^"\s>]+)/.exec(attributes)?.[1];
  return type === undefined || type === 'module' || type === 'text/javascript';
};

const hashes = (contents: string[]) =>
  [...new Set(contents)]
    .map((content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`)
    .join(' ');

/** The style elements that Plot puts into the charts it draws in the browser. */
function plotStyles(): string[] {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const chart = Plot.plot({ document, marks: [Plot.dot([[0, 0]])] });
  return [...chart.querySelectorAll('style')].map((style) => style.textContent ?? '');
}

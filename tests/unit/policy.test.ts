import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentPolicy, policyOf, sandboxPolicyOf } from '../../src/site/policy.ts';

const hash = (content: string) =>
  `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const directive = (policy: string, name: string) =>
  policy.split('; ').find((each) => each.startsWith(`${name} `)) ?? '';

/** Builds a site of one page and gives back what the integration made of it. */
async function built(html: string) {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'));
  try {
    const file = join(folder, 'index.html');
    await writeFile(file, html);
    const done = contentPolicy().hooks['astro:build:done'] as (options: object) => Promise<void>;
    await done({ dir: pathToFileURL(`${folder}/`), logger: { info: () => undefined } });
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the content security policy', () => {
  it('allows an inline script by its hash', () => {
    const policy = policyOf('<script>greet()</script><script type="module">run()</script>');
    expect(directive(policy, 'script-src')).toContain(hash('greet()'));
    expect(directive(policy, 'script-src')).toContain(hash('run()'));
  });

  it('allows an inline style by its hash', () => {
    const policy = policyOf('<style>p{color:red}</style>');
    expect(directive(policy, 'style-src-elem')).toContain(hash('p{color:red}'));
  });

  it('does not name data blocks, nor scripts that are files of the site', () => {
    const empty = directive(policyOf(''), 'script-src');
    const page =
      '<script type="application/ld+json">{"a":1}</script><script type="speculationrules">{}</script><script src="/a.js"></script>';
    expect(directive(policyOf(page), 'script-src')).toBe(empty);
  });

  it('allows no inline script that is not in the page, and no evaluated text', () => {
    const scripts = directive(policyOf('<script>a()</script>'), 'script-src');
    expect(scripts).not.toContain("'unsafe-inline'");
    expect(scripts).not.toContain("'unsafe-eval'");
    expect(scripts).not.toContain(hash('b()'));
  });

  it('allows the frame’s script and thread only where a reader’s code can be run', () => {
    const frame = '<script>open()</script>';
    for (const page of ['<div data-cell="x">', '<astro-island component-export="CodeExercise">']) {
      expect(directive(policyOf(page, frame), 'script-src')).toContain(hash('open()'));
      expect(directive(policyOf(page, frame), 'worker-src')).toBe("worker-src 'self' blob:");
    }
    expect(directive(policyOf('<p>', frame), 'script-src')).not.toContain(hash('open()'));
    expect(directive(policyOf('<p>', frame), 'worker-src')).toBe("worker-src 'self'");
  });

  it('stands in the page before everything that it rules', async () => {
    const html = await built(
      '<html><head><meta charset="utf-8"/><script>a()</script></head><body></body></html>',
    );
    const at = html.indexOf('<meta http-equiv="content-security-policy"');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(html.indexOf('<script>'));
    expect(html).toContain(hash('a()'));
  });

  it('fails the build for a page without a charset, naming it', async () => {
    await expect(built('<html><head></head></html>')).rejects.toThrow(/index\.html.*charset/);
  });
});

describe('the policy of the frame in which a reader’s code runs', () => {
  it('allows its own script, by its hash, and a thread made from a text, and nothing of the site', () => {
    const policy = sandboxPolicyOf('<script>open()</script>');
    expect(directive(policy, 'script-src')).toBe(`script-src 'wasm-unsafe-eval' ${hash('open()')}`);
    expect(directive(policy, 'worker-src')).toBe('worker-src blob:');
    expect(directive(policy, 'default-src')).toBe("default-src 'none'");
    expect(policy).not.toContain("'self'");
  });
});

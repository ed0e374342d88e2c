import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { headersFor, listen, parseHeaders } from '../../src/setup/serve.mjs';

describe('_headers', () => {
  const ours = parseHeaders(readFileSync('public/_headers', 'utf8'));

  it('is read as static hosts read it: `*` is any rest, `:word` one segment, `#` a comment', () => {
    const rules = parseHeaders(
      '# files\n/a/*\n  X-Rest: 1\n/:page/\n  X-Page: 2\n/c.d\n  X-Dot: 3',
    );
    expect(headersFor(rules, '/a/b/c.js')).toEqual(new Map([['X-Rest', '1']]));
    expect(headersFor(rules, '/b/')).toEqual(new Map([['X-Page', '2']]));
    expect(headersFor(rules, '/c.d')).toEqual(new Map([['X-Dot', '3']]));
    expect(headersFor(rules, '/cxd')).toEqual(new Map());
  });

  it('fails with the line that is neither a path nor a header', () => {
    expect(() => parseHeaders('/a\n  X-A: 1\n  no colon')).toThrow('line 3');
    expect(() => parseHeaders('  X-A: 1')).toThrow('line 1');
  });

  it('fails where two rules give one address the same header', () => {
    const rules = parseHeaders('/*\n  X-A: 1\n/b\n  X-A: 2');
    expect(() => headersFor(rules, '/b')).toThrow('two rules give /b a X-A');
  });

  it('lets files with a hash in their name be kept for a year, and pages not at all', () => {
    expect(headersFor(ours, '/_astro/page.cNngjUgL.js').get('Cache-Control')).toContain(
      'max-age=31536000, immutable',
    );
    for (const page of ['/', '/linear-classifiers/', '/embed/result/'])
      expect(headersFor(ours, page).get('Cache-Control')).toContain('max-age=0');
  });

  it('lets anyone frame a single figure, and only this site a page', () => {
    const framing = (path: string) => headersFor(ours, path).get('Content-Security-Policy');
    expect(framing('/embed/result/')).toBe('frame-ancestors *');
    expect(framing('/')).toBe("frame-ancestors 'self'");
    expect(framing('/embed/')).toBe("frame-ancestors 'self'");
    // A single figure may run a reader's code, in a frame within the frame.
    expect(framing('/sandbox/index.html')).toBe('frame-ancestors *');
    expect(framing('/three-lines/')).toBe("frame-ancestors 'self'");
  });
});

describe('the server', () => {
  it('goes on to the next free port when one is taken', async () => {
    const first = await listen((_, response) => response.end('first'), { port: 0 });
    const second = await listen((_, response) => response.end('second'), { port: first.port });
    try {
      expect(second.port).toBeGreaterThan(first.port);
      expect(await (await fetch(`http://localhost:${second.port}/`)).text()).toBe('second');
    } finally {
      first.close();
      second.close();
    }
  });

  it('does not share a port of which another program holds one of the two local addresses', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const taken = (other.address() as { port: number }).port;
    const ours = await listen((_, response) => response.end(), { port: taken });
    try {
      expect(ours.port).not.toBe(taken);
    } finally {
      ours.close();
      other.close();
    }
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { usualLimits } from '../../src/sandbox/messages.ts';
import { openSandbox, type Sandbox, SandboxError } from '../../src/sandbox/sandbox.ts';

const frame = '/sandbox/index.html';
const limits = { ...usualLimits, milliseconds: 300 };
const opened: Sandbox[] = [];
const open = async (options = {}) => {
  const sandbox = await openSandbox({ frame, limits, ...options });
  opened.push(sandbox);
  return sandbox;
};
afterEach(() => {
  for (const sandbox of opened.splice(0)) sandbox.close();
});
const failure = async (answer: Promise<unknown>): Promise<SandboxError> => {
  const error = await answer.then(
    (value) => new Error(`It was answered: ${JSON.stringify(value)}`),
    (error) => error,
  );
  if (error instanceof SandboxError) return error;
  throw error;
};

describe('a sandbox', () => {
  it('runs a program in a frame without an origin, and gives back what its functions return', async () => {
    const { load, call } = await open();
    expect(document.querySelector('iframe')?.getAttribute('sandbox')).toBe('allow-scripts');
    expect(await load('const f = (x) => ({ y: 2 * x }); console.log("here");')).toEqual({
      logs: ['here'],
    });
    expect((await call('f', 21)).value).toEqual({ y: 42 });
  });

  it('is gone when it is closed, and everything with it', async () => {
    const sandbox = await open();
    const answer = failure(sandbox.load('for (;;);'));
    sandbox.close();
    expect((await answer).why).toBe('closed');
    expect(document.querySelector('iframe')).toBeNull();
    expect((await failure(sandbox.load('1'))).why).toBe('closed');
  });

  it.each([
    ['an endless loop', 'let i = 0;\nwhile (true) i++;', 'endless'],
    ['endless recursion', 'let i = 0;\nconst f = () => f() + 1; f();', 'recursion'],
    ['a flood of lines', 'let i = 0;\nwhile (true) console.log(i++);', 'logs'],
    ['a hunger for memory', 'let s = "x";\nwhile (true) s += s;', 'memory'],
    ['a syntax error', 'let i = 0;\nlet = 3;;)', 'syntax'],
    ['an error thrown', 'let i = 0;\nthrow new Error("no");', 'error'],
  ])(
    'stops %s within 2 seconds, says its line, and the page stays awake',
    async (_, program, kind) => {
      const { load } = await open({ limits: usualLimits });
      let frames = 0;
      let watching = true;
      const count = () => {
        frames += 1;
        if (watching) requestAnimationFrame(count);
      };
      count();
      const began = performance.now();
      const { trouble } = await load(program);
      const took = performance.now() - began;
      watching = false;
      expect(trouble).toMatchObject({ kind, line: 2 });
      expect(took).toBeLessThan(2000);
      if (took > 500) expect(frames).toBeGreaterThan(5);
    },
  );

  it('ends a program that is caught inside one call of the language, of which it cannot be told', async () => {
    const { load } = await open();
    const began = performance.now();
    const error = await failure(load('const a = new Array(2 ** 30);\na.join();'));
    expect(error.why).toBe('silent');
    expect(error.message).toContain('1.2 seconds');
    expect(performance.now() - began).toBeLessThan(4000);
    expect(document.querySelector('iframe')).toBeNull();
    expect((await (await open()).load('console.log(1)')).logs).toEqual(['1']); // another one works
  });

  it('shows a program no network, cookie, storage or page', async () => {
    const { load } = await open();
    for (const attempt of [
      'fetch("/")',
      'new XMLHttpRequest()',
      'document.cookie',
      'localStorage.x',
      'parent.document',
      'postMessage("forged")',
      'new Worker("x")',
      'import("/x.js").then(console.log); Function("return this")().fetch("/")',
      '(0, eval)("self").postMessage(1)',
    ]) {
      const { trouble, logs } = await load(attempt);
      expect(trouble?.kind, attempt).toBe('error');
      expect(logs).toEqual([]);
    }
  });

  it('takes no word from anyone but its own thread', async () => {
    const { load } = await open();
    const answer = load('let s = 0; for (let i = 0; i < 1e4; i++) s += i; console.log(s);');
    const forged = { id: 1, type: 'RAW', value: { logs: ['forged'] } };
    window.postMessage(forged, '*');
    document.querySelector('iframe')?.contentWindow?.postMessage(forged, '*');
    expect(await answer).toMatchObject({ logs: ['49995000'] });
  });

  it('says when its page is not there', async () => {
    const error = await failure(
      openSandbox({ frame: '/nowhere/at-all.html', limits, patience: 1500 }),
    );
    expect(error.why).toBe('absent');
    expect(error.message).toContain('Your text is kept');
    expect(document.querySelector('iframe')).toBeNull();
  });
});

describe('its frame', () => {
  it('does nothing for a page of which it could reach anything: only without an origin', async () => {
    const own = document.createElement('iframe');
    own.src = frame;
    await new Promise((loaded) => {
      own.onload = loaded;
      document.body.append(own);
    });
    const { port1, port2 } = new MessageChannel();
    const source = 'onmessage = ({ ports }) => ports[0].postMessage("here")';
    const heard = new Promise((hear) => {
      port1.onmessage = ({ data }) => hear(data);
    });
    const wasm = new ArrayBuffer(8);
    own.contentWindow?.postMessage({ source, wasm, limits }, '*', [port2, wasm]);
    const waited = new Promise((resume) => setTimeout(() => resume('nothing'), 500));
    expect(await Promise.race([heard, waited])).toBe('nothing');
    own.remove();
  });
});

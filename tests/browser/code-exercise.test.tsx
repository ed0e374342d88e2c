import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../../src/site/tokens.css';
import '../../components/prose/figure.css';
import { CodeExercise } from '../../components/code/CodeExercise.tsx';
import '../../components/code/exercise.css';
import { forget, isSolved } from '../../components/progress/store.ts';
import { exercise } from '../../src/exercise/own-backward.ts';

const { begun, solution } = exercise;

let host: HTMLElement;
beforeEach(() => {
  forget();
  host = document.createElement('div');
  host.style.width = '800px';
  document.body.append(host);
});
afterEach(() => {
  vi.restoreAllMocks();
  render(null, host);
  host.remove();
});
const frames = (count = 3) =>
  new Promise<void>((done) => {
    const next = (left: number) =>
      left === 0 ? done() : requestAnimationFrame(() => next(left - 1));
    next(count);
  });
const place = async (id = 'own-backward') => {
  render(
    <section class="exercise">
      <CodeExercise id={id} title="An exercise" />
    </section>,
    host,
  );
  await frames();
};
/** Places the exercise and opens its editor. */
const show = async (id?: string) => {
  await place(id);
  await press('Open the editor');
  for (let k = 0; k < 600 && (!field() || field().hidden); k++) await frames(1);
  await frames();
};
const leave = () => render(null, host);
const said = () => host.querySelector('[role=status]')?.textContent ?? '';
const training = () => host.querySelector('.exercise-run')?.textContent ?? '';
const field = () => host.querySelector('textarea') as HTMLTextAreaElement;
const until = async (isThere: () => boolean) => {
  for (let k = 0; k < 1500 && !isThere(); k++) await frames(1);
  if (!isThere()) throw new Error(`It stays at: ${said()} ${training()}`);
};
const button = (name: string) =>
  [...host.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const press = async (name: string) => {
  button(name)?.click();
  await frames();
};
const write = async (text: string) => {
  field().value = text;
  field().dispatchEvent(new InputEvent('input', { bubbles: true }));
  await frames();
};
const marks = () =>
  [...host.querySelectorAll('.run-numbers tbody tr')].map(
    (row) => row.querySelector('td:last-child')?.textContent,
  );
const isResting = () => button('Run') !== undefined;

describe('an exercise', () => {
  it('loads no editor before it is opened, and then the reader stands in it; nothing runs by itself', async () => {
    await place();
    expect(field()).toBeNull();
    await show();
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe(begun);
    expect(host.querySelector('pre')?.textContent?.trim()).toBe(begun.trim());
    expect(said()).toMatch(/^Run tries it on three small networks/);
    expect(marks()).toEqual(Array(4).fill('not tried'));
    await frames(10);
    expect(document.querySelector('iframe')).toBeNull();
  });

  it('checks each gradient, then trains the circles with the reader’s own code, to the same 13 numbers', async () => {
    await show();
    await write(solution);
    await press('Run');
    await until(() => training().startsWith('Step'));
    expect(said()).toBe('All four gradients are right.');
    expect(marks()).toEqual(Array(4).fill('✓ right'));
    expect(isSolved('own-backward')).toBe(true);
    await until(() => training().includes('Step 1,001'));
    expect(training()).toContain('accuracy 100.0 %');
    await until(isResting);
    expect(said()).toContain('your 13 numbers and those of the worked solution are the same');
    expect(host.querySelectorAll('.exercise-view .chart')).toHaveLength(2);
    expect(document.querySelector('iframe')).toBeNull();
  });

  it('names the first gradient that is wrong, and keeps the text', async () => {
    await show();
    const text = solution.replace(' * h * (1 - h)', '');
    await write(text);
    await press('Run');
    await until(isResting);
    expect(marks()).toEqual(['✓ right', '✓ right', '✗ not right', '✗ not right']);
    expect(said()).toMatch(
      /^∂L\/∂W is not right\. In row 1, column 1 you get .* is missing from δ\.$/,
    );
    expect(field().value).toBe(text);
    expect(isSolved('own-backward')).toBe(false);
  });

  it.each([
    ['a loop without an end', 'for (;;);', /Line \d+: It was still running/],
    ['an error', 'null.x;', /Line \d+: TypeError/],
    ['a slip of the pen', 'const = 3;', /Line \d+: SyntaxError/],
    ['a look for the network', 'fetch("/");', /Line \d+: ReferenceError.*no page, network/],
  ])('marks the line of %s, and runs the next attempt', async (_, slip, message) => {
    await show();
    const text = solution.replace('  const n =', `  ${slip} const n =`);
    const line = text.split('\n').findIndex((each) => each.includes(slip));
    await write(text);
    await press('Run');
    await until(isResting);
    expect(said()).toMatch(message);
    expect(said()).toContain(`Line ${line + 1}:`);
    const lines = [...host.querySelectorAll('.code-line')];
    expect(lines.findIndex((line) => line.classList.contains('wrong'))).toBe(line);
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(field().value).toBe(text);
    await write(begun);
    expect(field().getAttribute('aria-invalid')).toBe('true'); // until it is run again
    await press('Run');
    await until(isResting);
    expect(said()).toContain('It is all zeros');
  });

  it('marks the line at which it stops while it trains', async () => {
    await show();
    const text = solution.replace('  const n =', '  if (X.length > 9) null.x; const n =');
    await write(text);
    await press('Run');
    await until(() => host.textContent?.includes('TypeError') ?? false);
    await frames();
    const lines = [...host.querySelectorAll('.code-line')];
    const wrong = lines.findIndex((line) => line.classList.contains('wrong'));
    expect(wrong).toBe(text.split('\n').findIndex((each) => each.includes('null.x')));
    expect(document.querySelector('iframe')).toBeNull();
  });

  it('can be stopped, while it trains too', async () => {
    await show();
    await write(solution);
    await press('Run');
    await until(() => training().includes('Step'));
    await press('Stop');
    const stopped = training();
    await frames(20);
    expect(training()).toBe(stopped);
    expect(document.querySelector('iframe')).toBeNull();
    expect(button('Run')).toBeDefined();
  });

  it('runs once when Run is pressed again and again', async () => {
    await show();
    await write(solution.replace('const n =', 'console.log("once"); const n ='));
    for (let k = 0; k < 5; k++)
      field().dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }),
      );
    await until(() => training().includes('Step'));
    await press('Stop');
    // A frame that was opened for an earlier press is shut as soon as it has opened.
    await until(() => document.querySelector('iframe') === null);
    expect(host.querySelector('.code-logs')?.textContent?.trim()).toBe('once\nonce\nonce');
  });

  it('keeps the text on the device; Restore brings back the beginning, and the text again', async () => {
    await show();
    await write('// mine');
    leave();
    await show();
    expect(field().value).toBe('// mine');
    await press('Restore');
    expect(field().value).toBe(begun);
    expect(localStorage.getItem('lines-that-learn')).toBeNull();
    await press('Bring mine back');
    expect(field().value).toBe('// mine');
  });

  it('opens its editor with the solution when that is asked for, and brings the reader’s own text back', async () => {
    await show();
    await write('// mine');
    leave();
    await place();
    expect(said()).toBe('Your text from last time is kept on this device.');
    await press('Put it into the editor');
    for (let k = 0; k < 600 && !field(); k++) await frames(1);
    await frames();
    expect(field().value).toBe(solution);
    await press('Bring mine back');
    expect(field().value).toBe('// mine');
    await press('Put it into the editor');
    expect(field().value).toBe(solution);
  });

  it('survives a memory that is blocked, and says so', async () => {
    for (const method of ['getItem', 'setItem'] as const)
      vi.spyOn(Storage.prototype, method).mockImplementation(() => {
        throw new DOMException('blocked', 'SecurityError');
      });
    await show();
    expect(field().value).toBe(begun);
    await write('// mine');
    await until(() => document.body.textContent?.includes('does not allow this site') === true);
    expect(field().value).toBe('// mine');
    leave();
    await show();
    expect(field().value).toBe('// mine');
  });

  it('takes over what another tab has made of the text, and remembers that it was solved', async () => {
    await show();
    const tab = document.createElement('iframe');
    document.body.append(tab);
    tab.contentWindow?.localStorage.setItem(
      'lines-that-learn',
      '{"format":"lines-that-learn/progress","version":2,"texts":{"own-backward":"// theirs"}}',
    );
    await until(() => field().value === '// theirs');
    tab.remove();
    await write(solution);
    await press('Run');
    await until(() => training().includes('Step'));
    await press('Stop');
    expect(JSON.parse(localStorage.getItem('lines-that-learn') ?? '').solved).toEqual([
      'own-backward',
    ]);
  });
});

describe('its editor', () => {
  const typed = async (text: string) => {
    await show();
    await write('');
    field().focus();
    await userEvent.keyboard(text);
    await frames();
    return field().value;
  };

  it('goes in after a bracket and comes out with the one that closes', async () => {
    expect(await typed('f(() => {{{Enter}a;{Enter}}')).toBe('f(() => {\n  a;\n}');
  });

  it('is left by Tab as long as nothing was typed, and by Escape and Tab after that', async () => {
    await show();
    field().focus();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).not.toBe(field());
    expect(field().value).toBe(begun);

    field().focus();
    field().setSelectionRange(0, 0);
    await userEvent.keyboard('x{Tab}');
    expect(document.activeElement).toBe(field());
    expect(field().value.startsWith('x  ')).toBe(true);
    await userEvent.keyboard('{Escape}{Tab}');
    expect(document.activeElement).not.toBe(field());
  });

  it('lets the browser undo what it does', async () => {
    await show();
    await write('');
    field().focus();
    await userEvent.keyboard('ab{Tab}');
    expect(field().value).toBe('ab  ');
    document.execCommand('undo');
    expect(field().value.trim().length).toBeLessThan(3);
    expect(field().value).not.toBe('ab  ');
  });

  it('has a name and says how it is left', async () => {
    await show();
    expect(field().getAttribute('aria-label')).toContain('backward pass');
    const help = document.getElementById(field().getAttribute('aria-describedby') ?? '');
    expect(help?.textContent).toContain('Escape, then Tab leaves');
  });
});

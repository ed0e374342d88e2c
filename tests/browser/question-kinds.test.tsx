import { type ComponentChild, hydrate, render } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../../src/site/tokens.css';
import '../../components/prose/figure.css';
import { forget, readAnswer } from '../../components/progress/store.ts';
import { DeriveQuestion, type Step } from '../../components/prose/DeriveQuestion.tsx';
import { DragQuestion } from '../../components/prose/DragQuestion.tsx';
import { Question } from '../../components/prose/Question.tsx';

let host: HTMLElement;
beforeEach(() => {
  forget();
  host = document.createElement('div');
  host.style.width = '400px';
  document.body.append(host);
});
afterEach(() => {
  render(null, host);
  host.remove();
});
const frames = (count = 3) =>
  new Promise<void>((done) => {
    const next = (left: number) =>
      left === 0 ? done() : requestAnimationFrame(() => next(left - 1));
    next(count);
  });
const said = () => host.querySelector('[role=status]')?.textContent ?? '';
const until = async (isThere: () => boolean) => {
  for (let k = 0; k < 600 && !isThere(); k++) await frames(1);
  if (!isThere()) throw new Error(`It stays at: ${said()}`);
};
const submit = async () => {
  const button = host.querySelector<HTMLButtonElement>('button[type=submit]');
  button?.click();
  await frames();
  await until(() => !button?.textContent?.startsWith('Running'));
  await frames();
};

describe('a question answered by showing a place', () => {
  const ring = () => host.querySelector('[role=slider]') as SVGElement;
  const show = async () => {
    render(
      <DragQuestion
        id="linear-classifiers/nearest"
        kind="drag"
        extent={[-4.5, 4.5]}
        axes={['x₁', 'x₂']}
        start={[0, 0]}
        tolerance={0.35}
        label="The plane."
        arrow={[3, 4]}
        why="Because."
      >
        Where?
      </DragQuestion>,
      host,
    );
    await frames();
  };
  const press = async (key: string, times: number, shiftKey = false) => {
    for (let k = 0; k < times; k++) {
      ring().dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));
      await frames(2); // a press finds the ring where the one before has left it
    }
  };
  const isOpen = () => (host.querySelector('details') as HTMLDetailsElement).open;

  it('wants the ring to be moved first', async () => {
    await show();
    await submit();
    expect(said()).toBe('Drag the ring first, or move it by the arrow keys.');
    expect(isOpen()).toBe(false);
    expect(readAnswer('linear-classifiers/nearest')).toBeUndefined();
  });

  it('is answered by the arrow keys alone; the run marks the place and says how far off the ring is', async () => {
    await show();
    await press('ArrowRight', 7);
    await submit();
    // A press is 0.02 of nine: 7 · 0.18 = 1.26 across, and the place is (1.2, 1.6).
    expect(said()).toMatch(
      /^Not what the run finds\. Your ring is 1\.60 from its place, \(1\.20, 1\.60\)\. .* the score is 0\.00, and it is 2\.00/,
    );
    expect(host.querySelectorAll('.question-mark-answer')).toHaveLength(1);
    expect(host.querySelectorAll('.line-drawing')).toHaveLength(2); // the arrow, and now the line
    expect(isOpen()).toBe(true);
    expect(readAnswer('linear-classifiers/nearest')).toMatchObject({ right: false, guesses: 1 });

    await press('ArrowUp', 9);
    expect(said()).toBe('');
    expect(host.querySelectorAll('.question-mark-answer')).toHaveLength(0);
    await submit();
    expect(said()).toMatch(/^Right\. Your ring is 0\.06 from its place/);
    expect(readAnswer('linear-classifiers/nearest')).toMatchObject({ right: true, rightAt: 2 });
  });

  it('says where the ring stands, also to whoever does not see it', async () => {
    await show();
    await press('ArrowLeft', 1);
    expect(ring().getAttribute('aria-valuetext')).toBe('−0.18 across, 0.00 up');
    expect(host.querySelector('.question-place')?.textContent).toBe('Your ring: (−0.18, 0.00)');
    expect(host.querySelector('.chart')?.innerHTML).toContain('Your ring stands at −0.18 across');
  });
});

describe('a derivation with gaps', () => {
  const factors = [
    { key: 'W', text: 'W', shape: [3, 2] },
    { key: 'Wt', text: 'Wᵀ', shape: [2, 3] },
    { key: 'v', text: 'w_final', shape: [3, 1] },
    { key: 'vt', text: 'w_finalᵀ', shape: [1, 3] },
  ] as const;
  const steps: readonly Step[] = [
    { asks: 'Which first?', factors },
    { asks: 'Which then?', factors },
  ];
  const id = 'why-activations/multiplied';
  const show = async () => {
    render(
      <DeriveQuestion
        id={id}
        kind="derive"
        sought={{ text: 'w', shape: [2, 1] }}
        steps={steps}
        why="Because."
      >
        Which product?
      </DeriveQuestion>,
      host,
    );
    await frames();
  };
  const choose = async (text: string) => {
    const label = [...host.querySelectorAll('label')].find((one) =>
      one.textContent?.startsWith(`${text.replace('_', '')} `),
    );
    label?.querySelector('input')?.click();
    await frames();
    await submit();
  };
  const line = () => host.querySelector('.derive-line')?.textContent ?? '';

  it('wants a factor to be chosen first', async () => {
    await show();
    await submit();
    expect(said()).toBe('Choose a factor first.');
  });

  it('says why a shape cannot stand there, step by step, and ends with what the run found', async () => {
    await show();
    expect(line()).toBe('w2 × 1 = ?');
    await choose('W');
    expect(said()).toBe(
      'Not this one. With W in front the product has 3 rows, and w must have 2 rows.',
    );
    await choose('w_finalᵀ');
    expect(said()).toContain('the product has 1 row,');
    await choose('Wᵀ');
    expect(said()).toBe('Right. Wᵀ fits: it is 2 × 3.');
    expect(line()).toBe('w2 × 1 = Wᵀ2 × 3?');
    await choose('w_finalᵀ');
    expect(said()).toBe(
      'Not this one. The shapes do not fit: 2 × 3 times 1 × 3. The inner numbers, 3 and 1, would have to be the same.',
    );
    await choose('W');
    expect(said()).toBe(
      'Not this one. It can be multiplied, but the product is 2 × 2, and w must be 2 × 1.',
    );
    expect((host.querySelector('details') as HTMLDetailsElement).open).toBe(false);
    await choose('w_final');
    expect(said()).toMatch(/^Right\. w is complete\. All 16 products of two were just tried/);
    expect(line()).toBe('w2 × 1 = Wᵀ2 × 3wfinal3 × 1');
    expect((host.querySelector('details') as HTMLDetailsElement).open).toBe(true);
    expect(readAnswer(id)).toMatchObject({ right: true, guess: 'Wt v', guesses: 5, rightAt: 5 });
    expect(host.querySelector('fieldset')).toBeNull();

    await submit(); // “Once more”
    expect(line()).toBe('w2 × 1 = ?');
  });
});

describe('a question that is not awake yet', () => {
  const choice = (
    <Question
      id="linear-classifiers/doubled"
      kind="choice"
      options={[
        { key: 'one', text: 'One' },
        { key: 'two', text: 'Two' },
      ]}
    >
      Which?
    </Question>
  );
  const number = (
    <Question id="linear-classifiers/fewest" kind="number" min={0} max={80} tolerance={0}>
      How many?
    </Question>
  );

  /** Leaves the markup without what makes it work, as it comes with the page. */
  const asleep = async (question: ComponentChild) => {
    render(question, host);
    await frames();
    const { innerHTML } = host;
    render(null, host);
    host.innerHTML = innerHTML;
  };

  it('takes a choice, and has it still when it wakes', async () => {
    await asleep(choice);
    host.querySelectorAll('input')[1]!.click();
    hydrate(choice, host);
    await frames();
    expect([...host.querySelectorAll('input')].map(({ checked }) => checked)).toEqual([
      false,
      true,
    ]);
    host.querySelectorAll('input')[0]!.click();
    await frames();
    expect([...host.querySelectorAll('input')].map(({ checked }) => checked)).toEqual([
      true,
      false,
    ]);
  });

  it('takes a number, and answers to it', async () => {
    await asleep(number);
    host.querySelector('input')!.value = '4';
    hydrate(number, host);
    await frames();
    expect(host.querySelector('input')!.value).toBe('4');
    await submit();
    expect(said()).toMatch(/^Right\./);
  });

  it('keeps the focus on the button that was pressed, while it runs and after', async () => {
    render(number, host);
    await frames();
    const field = host.querySelector('input')!;
    field.value = '7';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await frames();
    const button = host.querySelector<HTMLButtonElement>('button[type=submit]')!;
    button.focus();
    button.click();
    await frames();
    expect(document.activeElement).toBe(button);
    await until(() => said() !== '');
    expect(document.activeElement).toBe(button);
  });
});

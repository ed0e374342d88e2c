import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Playground } from '../../components/playground/Playground.tsx';
import { firstRun, presets } from '../../src/training/presets.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { button, find, frames, host, press, show, stage, status } from './stage.ts';

stage(1100);

const until = async (isThere: () => boolean) => {
  for (let k = 0; !isThere(); k++) {
    if (k > 1500) throw new Error(`This did not come: ${status()}`);
    await frames(1);
  }
};
const field = (label: string) =>
  [...host.querySelectorAll('label')].find(({ textContent }) => textContent === label)
    ?.control as HTMLInputElement;
const type = async (input: HTMLInputElement, value: string) => {
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await frames();
};
const run = async (steps: number) => {
  await type(field('Steps'), String(steps));
  await press('Run');
  await until(() => button('Run') !== undefined);
};
const open = async (label: string, name: string, text: string) => {
  const input = [...host.querySelectorAll<HTMLLabelElement>('.file-field')]
    .find(({ textContent }) => textContent === label)
    ?.querySelector('input') as HTMLInputElement;
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await frames(10);
};
const notices = () => [...host.querySelectorAll('.notices p')].map((p) => p.textContent);
const exactLoss = () => Number(/loss (\S+?)(,|$)/.exec(find('[role=status]').title)?.[1]);

describe('the playground', () => {
  it('runs exactly so many steps further, and says the loss with all its digits', async () => {
    await show(<Playground />);
    expect(status()).toMatch(/^Step 0 · loss \d\.\d{4} · accuracy \d+\.\d %$/);
    await run(37);
    await until(() => status().startsWith('Step 37 '));
    await run(100);
    await until(() => status().startsWith('Step 137 '));
    const expected = createTrainer(firstRun.setup).advance(137, firstRun.pace).loss;
    expect(exactLoss()).toBe(expected);
  });

  it('trains, rests, goes one step, and Reset leads back to the same start', async () => {
    await show(<Playground />);
    const first = status();
    await press('Train');
    await until(() => status() !== first);
    await press('Pause');
    await frames(5);
    const rested = status();
    await frames(5);
    expect(status()).toBe(rested);
    await press('Step');
    await until(() => status() !== rested);
    await press('Reset');
    expect(status()).toBe(first);
    await press('New start');
    expect(status()).not.toBe(first);
  });

  it('takes a table of the reader’s own, at once and in its own units', async () => {
    await show(<Playground />);
    await open('Open data (CSV)', 'own.csv', 'a,b,kind\n0,0,u\n1,0,v\n0,1,v\n1,1,u\n');
    await until(() => find('.table-preview') !== null);
    expect(find('.table-preview-name').textContent).toBe('own.csv: 4 of 4 rows used');
    expect(status()).toMatch(/^Step 0 · loss .* accuracy (0|25|50|75|100)\.0 %$/);
    expect(notices()).toEqual([]);
  });

  it('leaves everything as it is when a table cannot be used, and says why once', async () => {
    await show(<Playground />);
    await run(20);
    await until(() => status().startsWith('Step 20 '));
    const before = status();
    await open('Open data (CSV)', 'bad.csv', 'only one column\n1\n2\n');
    await until(() => notices().length > 0);
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toMatch(/No table was found/);
    expect(status()).toBe(before);
    await run(1);
    await until(() => status().startsWith('Step 21 '));
  });
});

describe('points drawn by hand', () => {
  const surface = () => find<SVGRectElement>('.draw-surface');
  const at = (across: number, up: number) => {
    const box = surface().getBoundingClientRect();
    return { clientX: box.left + across * box.width, clientY: box.top + (1 - up) * box.height };
  };
  const touch = async (type: string, across: number, up: number, pointerType = 'touch') => {
    surface().dispatchEvent(
      new PointerEvent(type, { ...at(across, up), pointerType, pointerId: 1, bubbles: true }),
    );
    await frames(1);
  };
  const choose = async (label: string, value: string) => {
    const list = field(label) as unknown as HTMLSelectElement;
    list.value = value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await frames();
  };
  const count = () => Number(/\d+/.exec(find('.playground-count').textContent ?? '')?.[0]);

  it('appear where the plane is pressed, by touch and by pointer, and along a stroke', async () => {
    SVGElement.prototype.setPointerCapture = () => {}; // there is no such pointer in a test
    await show(<Playground />);
    await choose('Points', 'points');
    await press('Clear');
    const none = count();
    await touch('pointerdown', 0.2, 0.8);
    await touch('pointerup', 0.2, 0.8);
    await frames();
    expect(count()).toBe(none + 1);
    await choose('Draw points of', '2');
    await touch('pointerdown', 0.7, 0.2, 'mouse');
    await touch('pointermove', 0.8, 0.3, 'mouse');
    await touch('pointermove', 0.9, 0.4, 'mouse');
    await touch('pointerup', 0.9, 0.4, 'mouse');
    await frames();
    expect(count()).toBe(none + 4);
    // A third class wants three outputs.
    expect(find('.layer-count').textContent).toContain('→ 3');
    await choose('Draw points of', 'erase');
    await touch('pointerdown', 0.9, 0.4);
    await frames();
    expect(count()).toBe(none + 3);
  });

  it('appear and go by keyboard', async () => {
    await show(<Playground />);
    await choose('Points', 'points');
    await press('Clear');
    const none = count();
    const pen = () => host.querySelector('[aria-label^="Pen for class 0"]') as SVGGElement;
    pen().focus();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}{Enter}');
    await frames();
    expect(count()).toBe(none + 1);
    await userEvent.keyboard('{Delete}');
    await frames();
    expect(count()).toBe(none);
  });

  it('are never all of one class: that is refused, and said', async () => {
    await show(<Playground />);
    await choose('Points', 'points');
    await press('Clear');
    await choose('Draw points of', 'erase');
    await touch('pointerdown', 0.4, 0.5);
    await frames();
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toMatch(/both classes/);
  });
});

describe('what a run can be asked', () => {
  const pick = async (label: string, value: string) => {
    const list = field(label) as unknown as HTMLSelectElement;
    list.value = value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await frames();
  };

  it('every example begins at its own start, and says what comes of it', async () => {
    await show(<Playground />);
    for (const { name, sentence, run: preset } of presets) {
      await pick('Example', name);
      expect(find('.playground-note').textContent).toBe(sentence);
      const { loss } = createTrainer(preset.setup).snapshot();
      expect(exactLoss()).toBe(loss);
    }
  });

  it('training rests at the first step that reaches the loss asked for', async () => {
    await show(<Playground />);
    await type(field('At a loss of'), '0.3');
    await run(1000);
    await until(() => !status().startsWith('Step 0 '));
    const { setup, pace } = firstRun;
    const trainer = createTrainer(setup);
    const stopped = trainer.advance(1000, pace, { loss: 0.3 });
    expect(trainer.snapshot().loss).toBeLessThanOrEqual(0.3);
    expect(createTrainer(setup).advance(stopped.step - 1, pace).loss).toBeGreaterThan(0.3);
    await until(() => status().startsWith(`Step ${stopped.step} `));
    await frames(5);
    expect(status()).toMatch(new RegExp(`^Step ${stopped.step} `));
  });

  it('an earlier step can be seen again, with the very numbers of then', async () => {
    await show(<Playground />);
    await run(120);
    await until(() => status().startsWith('Step 120 '));
    const timeline = field('Timeline: step');
    timeline.value = '10';
    timeline.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await frames();
    const step = Number(/^Step (\d+)/.exec(status())?.[1]);
    expect(step).toBeGreaterThan(0);
    expect(step).toBeLessThan(120);
    expect(exactLoss()).toBe(createTrainer(firstRun.setup).advance(step, firstRun.pace).loss);
    await press('Step');
    await until(() => status().startsWith('Step 121 '));
  });

  it('a run kept as A stands beside the next one, and can be taken up again', async () => {
    await show(<Playground />);
    await run(40);
    await until(() => status().startsWith('Step 40 '));
    const stood = status();
    await press('Keep as A');
    expect(find('.kept-region .panel-title').textContent).toBe(`A: ${stood}`);
    await press('New start');
    expect(status()).toMatch(/^Step 0 /);
    const rows = [...host.querySelectorAll('.run-numbers tbody th')].map((th) => th.textContent);
    expect(rows).toEqual(['Start', 'Where it is']);
    await press('Back to A');
    expect(status()).toBe(stood);
    await press('Drop A');
    expect(find('.kept-region')).toBeNull();
  });

  it('a challenge has its tick once it is reached, and keeps it', async () => {
    await show(<Playground />);
    const first = () => find('.challenges li').textContent;
    expect(first()).toMatch(/^○/);
    await run(600);
    await until(() => /^✓/.test(first() ?? ''));
    await press('Reset');
    expect(first()).toMatch(/^✓/);
  });

  it('the largest network that can be asked for trains, and its maps come in slices', async () => {
    await show(<Playground />);
    for (let l = 1; l < 6; l++) await press('Add a layer');
    for (let l = 1; l <= 6; l++)
      await type(
        host.querySelector(`[aria-label="Units in layer ${l}"]`) as HTMLInputElement,
        '64',
      );
    expect(find('.layer-count').textContent).toContain('21,');
    await press('Step');
    await until(() => status().startsWith('Step 1 '));
    expect(notices()).toEqual([]);
  });
});

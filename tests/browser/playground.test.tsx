import { describe, expect, it } from 'vitest';
import { Playground } from '../../components/playground/Playground.tsx';
import { firstRun } from '../../src/training/presets.ts';
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

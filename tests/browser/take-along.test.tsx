import { describe, expect, it, vi } from 'vitest';
import { statusText } from '../../components/figures/numbers.ts';
import { TakeAlong } from '../../components/figures/TakeAlong.tsx';
import { classicRun } from '../../src/data/classic-run.ts';
import { programFormats } from '../../src/exchange/programs/formats.ts';
import { classicReplay } from '../../src/training/classic-replay.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { find, host, press, show, stage, status } from './stage.ts';

stage(1000);

const { setup, pace } = classicReplay;
const at = (steps: number) => createTrainer(setup).advance(steps, pace);
const end = at(classicRun.updates);
const built = { ...end, parameters: [...end.parameters], losses: [] };

/** What was saved, by its file's name. */
function catchSaved() {
  const saved = new Map<string, Promise<string>>();
  const blobs = new Map<string, Blob>();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const address = `blob:${blobs.size}`;
    blobs.set(address, blob as Blob);
    return address;
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.set(this.download, blobs.get(this.href)!.text());
  });
  return saved;
}

describe('the network to take along', () => {
  it('opens trained, and shows the loss to all its digits, for each program as near as it can be', async () => {
    await show(<TakeAlong built={built} />);
    expect(status()).toBe(statusText(end));
    expect(find('.take-along-loss strong').textContent).toBe(String(end.loss));
    const cells = [...host.querySelectorAll('.take-along-table tbody tr')].map((row) => [
      row.querySelector('th')?.textContent,
      row.querySelector('td')?.textContent,
    ]);
    const exact = String(end.loss);
    expect(cells).toEqual([
      ['NumPy', exact],
      ['PyTorch', exact],
      ['TypeScript', exact],
      ['ONNX', end.loss.toFixed(5)],
    ]);
  });

  it('trains from the start, and the numbers follow', async () => {
    await show(<TakeAlong built={built} />);
    await press('Reset');
    await expect.poll(status).toBe(statusText(at(0)));
    await press('Step');
    await expect.poll(status).toBe(statusText(at(1)));
    expect(find('.take-along-loss strong').textContent).toBe(String(at(1).loss));
    await press('Train');
    await expect.poll(() => Number(/Step ([\d,]+)/.exec(status())?.[1])).toBeGreaterThan(1);
    await press('Pause');
  });

  it('gives the programs of the step that is shown: the very text that their writers make', async () => {
    const saved = catchSaved();
    await show(<TakeAlong built={built} />);
    await press('Reset');
    await press('Step');
    await expect.poll(status).toBe(statusText(at(1)));
    for (const { name, file, write } of programFormats) {
      find<HTMLButtonElement>(`[aria-label="Take along: ${name}"]`).click();
      await expect.poll(() => saved.has(file)).toBe(true);
      const written = await write(classicReplay, at(1));
      if (typeof written === 'string') expect(await saved.get(file)).toBe(written);
      else expect(await saved.get(file)).toBe(await new Blob([written]).text());
    }
    vi.restoreAllMocks();
  });
});

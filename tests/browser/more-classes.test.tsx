import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { statusText } from '../../components/figures/numbers.ts';
import { Softmax } from '../../components/figures/Softmax.tsx';
import { SoftmaxRegions } from '../../components/figures/SoftmaxRegions.tsx';
import { course } from '../../src/data/course.ts';
import { type ClassChoice, classRun, penguinsBy } from '../../src/training/class-runs.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { find, frames, host, nudge, press, show, stage, status } from './stage.ts';

stage(1000);

const controlOf = (label: string) =>
  [...host.querySelectorAll('label')].find(({ textContent }) => textContent === label)
    ?.control as HTMLInputElement;
const drag = async (label: string, value: number) => {
  const slider = controlOf(label);
  slider.value = String(value);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await frames();
};
/** What a figure answers when its page asks for the value of a symbol. */
const symbolValue = (key: string): string | undefined => {
  const detail: { key: string; value?: string } = { key };
  find('.panel').dispatchEvent(new CustomEvent('symbolvalue', { detail }));
  return detail.value;
};
const choose = async (value: string) => {
  find<HTMLInputElement>(`input[value="${value}"]`).click();
  await frames();
};
const pick = async (label: string, value: string) => {
  const list = controlOf(label) as unknown as HTMLSelectElement;
  list.value = value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await frames();
};

describe('scores, exponentials, probabilities', () => {
  const probabilities = () =>
    [...host.querySelectorAll('.softmax-table tbody tr')].map(
      (row) => row.querySelectorAll('td')[2]?.textContent,
    );

  it('follows a score that is moved by keys, and gives the softmax of what it shows', async () => {
    await show(<Softmax />);
    expect(status()).toBe('ŷ = 0.705, 0.259, 0.035 · loss 0.349 for a point of class 0');
    await nudge('Class 1’s score', '{ArrowUp}'.repeat(10));
    const e = [2, 2, -1].map(Math.exp);
    const sum = e.reduce((total, power) => total + power, 0);
    expect(probabilities()).toEqual(e.map((power) => (power / sum).toFixed(3)));
  });

  it('changes no probability when 1,000 is added to every score; as written it overflows, and says so', async () => {
    await show(<Softmax />);
    const before = probabilities();
    for (const at of [12, 0, 7]) {
      await drag('Add to every score', at);
      expect(probabilities()).toEqual(before);
    }
    await choose('as-written');
    expect(probabilities()).toEqual(before); // a shift of 1 overflows nothing
    await drag('Add to every score', 12);
    expect(probabilities()).toEqual(['NaN', 'NaN', 'NaN']);
    expect(status()).toContain('larger than the largest float64');
    await drag('Add to every score', 0);
    expect(status()).toContain('smaller than the smallest float64');
    await choose('largest-off');
    expect(probabilities()).toEqual(before);
  });

  it('moves a score to the right as up, and Home and End to its ends', async () => {
    await show(<Softmax />);
    const scores = () =>
      [...host.querySelectorAll('.softmax-table tbody tr td:nth-of-type(1)')].map(
        ({ textContent }) => textContent,
      );
    expect(scores()).toEqual(['2.00', '1.00', '−1.00']);
    await nudge('Class 1’s score', '{ArrowRight}');
    expect(scores()).toEqual(['2.00', '1.10', '−1.00']);
    await nudge('Class 1’s score', '{Home}');
    expect(scores()).toEqual(['2.00', '−5.00', '−1.00']);
    await nudge('Class 1’s score', '{End}{Shift>}{ArrowLeft}{/Shift}');
    expect(scores()).toEqual(['2.00', '4.99', '−1.00']);
  });

  it('is as it opened after Reset, whatever was changed', async () => {
    await show(<Softmax />);
    const [said, shown] = [status(), probabilities()];
    await nudge('Class 1’s score', '{ArrowUp}');
    await drag('Classes K', 5);
    await drag('The point is of class', 3);
    await choose('as-written');
    await drag('Add to every score', 12);
    expect(status()).not.toBe(said);
    await press('Reset');
    expect(status()).toBe(said);
    expect(probabilities()).toEqual(shown);
    expect(find<HTMLInputElement>('input[value="largest-off"]').checked).toBe(true);
  });

  it('is the sigmoid when there are two classes', async () => {
    await show(<Softmax />);
    await drag('Classes K', 2);
    expect(find('.softmax-two').textContent).toBe(
      `With two classes: σ(z₁ − z₀) = σ(−1.00) = ${(1 / (1 + Math.E)).toFixed(6)}, and ŷ₁ = ${(1 / (1 + Math.E)).toFixed(6)}.`,
    );
  });

  it('keeps the class of the point among those there are', async () => {
    await show(<Softmax />);
    await drag('Classes K', 6);
    await drag('The point is of class', 5);
    expect(status()).toMatch(/for a point of class 5$/);
    await drag('Classes K', 3);
    expect(status()).toMatch(/for a point of class 2$/);
  });
});

describe('a region for each class', () => {
  const at = (steps: number, choice: ClassChoice = {}) => {
    const { setup, pace } = classRun(choice);
    return createTrainer(setup).advance(steps, pace);
  };
  const end = at(300);
  const built = { ...end, parameters: [...end.parameters], losses: [] };
  const cells = () => [...host.querySelectorAll<HTMLElement>('td[aria-selected]')];
  const rings = () => (find('.point-rings').getAttribute('d')?.match(/M/g) ?? []).length;

  it('opens where training leads, Reset leads to the start, Step goes on as training gives it', async () => {
    await show(<SoftmaxRegions built={built} />);
    expect(status()).toBe(statusText(end));
    await press('Reset');
    expect(status()).toBe(statusText(at(0)));
    await press('Step');
    await expect.poll(status).toBe(statusText(at(1)));
    await press('New start');
    expect(status()).toBe(statusText(at(0, { seed: 2 })));
  });

  it('trains blobs, arms and penguins, with and without a hidden layer', async () => {
    await show(<SoftmaxRegions />);
    await drag('Classes K', 5);
    expect(status()).toBe(
      statusText(at(0, { data: { ...course.threeBlobs, classes: 5, count: 200 } })),
    );
    expect(find('.softmax-regions-shape').textContent).toBe('2 → 5 · 15 parameters');
    await drag('Classes K', 3);
    await choose('arms');
    await drag('Hidden units (tanh)', 8);
    expect(status()).toBe(statusText(at(0, { data: course.threeArms, units: 8 })));
    await choose('penguins');
    expect(status()).toBe(statusText(at(0, { data: course.penguins, units: 8 })));
    expect(host.textContent).toContain('Bill depth (mm)');
    await pick('Up', 'bodyMass');
    const other = penguinsBy(['billLength', 'bodyMass']);
    expect(status()).toBe(statusText(at(0, { data: other, units: 8 })));
    // The same for both: they change places.
    await pick('Up', 'billLength');
    const turned = penguinsBy(['bodyMass', 'billLength']);
    expect(status()).toBe(statusText(at(0, { data: turned, units: 8 })));
    await press('Step');
    await expect.poll(status).toBe(statusText(at(1, { data: turned, units: 8 })));
  });

  it('says so when a link names one measurement twice, and takes another', async () => {
    history.replaceState(
      null,
      '',
      '?fig=softmax-regions&v=1&data=penguins&across=bodyMass&up=bodyMass',
    );
    await show(<SoftmaxRegions />);
    expect(find('.notices').textContent).toContain('the link says “bodyMass” twice; billLength');
    const data = penguinsBy(['bodyMass', 'billLength']);
    expect(status()).toBe(statusText(at(0, { data })));
  });

  it('tells the page what its symbols are now', async () => {
    await show(<SoftmaxRegions built={built} />);
    expect(symbolValue('K')).toBe('3');
    expect(symbolValue('n')).toBe('120');
    expect(status()).toContain(`loss ${symbolValue('L')} `);
    await show(<Softmax />);
    expect(symbolValue('z-all')).toBe('(2.000, 1.000, −1.000)');
    const [first] = /[\d.]+/.exec(symbolValue('y-hat-classes') ?? '') ?? [];
    expect(status()).toContain(`ŷ = ${first}, `);
  });

  it('rings the points of the cell that has the focus or the pointer, as many as it counts', async () => {
    await show(<SoftmaxRegions built={built} />);
    expect(cells()).toHaveLength(9);
    expect(cells().reduce((sum, { textContent }) => sum + Number(textContent), 0)).toBe(120);
    expect(rings()).toBe(0);
    const counts = cells().map(({ textContent }) => Number(textContent));
    cells()[0]!.focus();
    await frames();
    expect(rings()).toBe(counts[0]);
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}{ArrowRight}');
    await frames();
    expect(document.activeElement).toBe(cells()[5]);
    expect(rings()).toBe(counts[5]);
    expect(find('.softmax-regions-cell').textContent).toContain('Class 1');
    expect(find('.softmax-regions-cell').textContent).toContain('taken for Class 2');
    // One stop for all of them.
    expect(cells().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    cells()[5]!.blur();
    await frames();
    expect(rings()).toBe(0);
    await userEvent.hover(cells()[4]!);
    await frames();
    expect(rings()).toBe(counts[4]);
    expect(host.textContent).toContain('answered rightly. Ringed in the plane.');
  });
});

import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Certainty } from '../../components/figures/Certainty.tsx';
import { Corners } from '../../components/figures/Corners.tsx';
import { lossText } from '../../components/figures/numbers.ts';
import { RoundTriangle } from '../../components/figures/RoundTriangle.tsx';
import { ThousandNetworks } from '../../components/figures/ThousandNetworks.tsx';
import { TrainTest } from '../../components/figures/TrainTest.tsx';
import { Widths } from '../../components/figures/Widths.tsx';
import { runs } from '../../components/questions/how-many-lines.ts';
import { makeDataset } from '../../src/data/datasets.ts';
import { accuracy } from '../../src/model/loss.ts';
import { logitSurface, probability, view } from '../../src/model/mlp.ts';
import { boundaryRadii } from '../../src/model/region.ts';
import { roundTriangle } from '../../src/model/round-triangle.ts';
import { circlesRun, courseSteps } from '../../src/training/course-runs.ts';
import {
  freshPoints,
  mapRates,
  mapRun,
  mapSteps,
  mapUnits,
  noisyRun,
  shownWidths,
} from '../../src/training/many-networks.ts';
import { trainMembers } from '../../src/training/members.ts';
import { createTrainer } from '../../src/training/trainer.ts';
import { find, frames, host, show, stage, status } from './stage.ts';

stage(820);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const slider = (name: RegExp) => page.getByRole('slider', { name }).element() as HTMLInputElement;
const drag = (input: HTMLInputElement, position: number) => {
  input.value = String(position);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
const choose = (value: string) =>
  host.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
const soon = { timeout: 20_000 };
const perfect = (accuracies: Float64Array) => accuracies.filter((share) => share === 1).length;

describe('widths', () => {
  const sentence = (steps: number, seed = 2) => {
    const ends = shownWidths.map((units) =>
      createTrainer(circlesRun({ units, seed }).setup).advance(steps, { learningRate: 2 }),
    );
    const right = ends.filter((end) => end.accuracy === 1).length;
    return `Step ${steps.toLocaleString('en')} · loss ${lossText(ends[0]!.loss)} with 3 units, ${lossText(ends[5]!.loss)} with 50 · ${right} of 6 get every point right`;
  };

  it('opens at the ends of six runs; Reset, Step and the timeline show what training gives', async () => {
    await show(<Widths />);
    await expect.poll(status, soon).toBe(sentence(courseSteps));
    await button('Reset').click();
    await expect.poll(status, soon).toBe(sentence(0));
    await button('Step').click();
    await expect.poll(status, soon).toBe(sentence(1));
    drag(slider(/Timeline/), 60);
    await expect.poll(status, soon).toBe(sentence(60));
    expect(host.querySelectorAll('.region-map')).toHaveLength(6);
  });

  it('begins elsewhere with New start', async () => {
    history.replaceState(null, '', '?fig=widths&v=1&step=30');
    await show(<Widths />);
    await expect.poll(status, soon).toBe(sentence(30));
    await button('New start').click();
    await expect.poll(status, soon).toBe(sentence(courseSteps, 3));
  });
});

describe('a thousand networks', () => {
  const all = (right: (units: number) => number, columns: readonly number[]) =>
    mapUnits.map((units) => columns.map(() => ({ right: right(units), count: 8 })));
  const built = {
    count: 8,
    rate: all((units) => (units < 3 ? 0 : 7), mapRates),
    steps: all(() => 1, mapSteps),
    chosen: { losses: [0.01], accuracies: [1], parameters: [] },
  };
  const nothing = '3 units, rate 10 · no network trained yet';

  it('shows what was built, until it trains by itself', async () => {
    await show(<ThousandNetworks built={built} />);
    expect(status()).toBe(
      '3 units, rate 10: 7 of 8 get every point right · at least 8 networks a cell',
    );
    choose('steps');
    await expect.poll(status).toContain('3 units, 300 steps: 1 of 8');
    choose('rate');
    await button('Reset').click();
    await expect.poll(status).toBe(nothing);
  });

  it('adds one network a cell with each step, the same ones after Reset', async () => {
    history.replaceState(null, '', '?fig=thousand-networks&v=1&kind=steps&row=2&column=2');
    await show(<ThousandNetworks />);
    const { accuracies } = trainMembers({
      run: mapRun(3, 2),
      firstSeed: 1,
      count: 2,
      stops: mapSteps,
    });
    const right = (count: number) =>
      Array.from({ length: count }, (_, i) => accuracies[i * mapSteps.length + 2]).filter(
        (share) => share === 1,
      ).length;
    const sentences = [
      `3 units, 150 steps: ${right(1)} of 1 get every point right · 1 network a cell`,
      `3 units, 150 steps: ${right(2)} of 2 get every point right · 2 networks a cell`,
    ];
    for (let round = 0; round < 2; round++) {
      for (const sentence of sentences) {
        await button('Step').click();
        await expect.poll(status, soon).toBe(sentence);
      }
      await button('Reset').click();
      await expect.poll(status).toMatch(/no network trained yet$/);
    }
  });

  it('walks through its cells by keys, and shows the networks of the one that is chosen', async () => {
    await show(<ThousandNetworks built={built} />);
    const cells = host.querySelector('[role=slider][aria-label^="Cells."]') as SVGGElement;
    cells.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await frames();
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(status).toContain('4 units, rate 6: 7 of 8');
    expect(cells.getAttribute('aria-valuetext')).toContain('4 units, rate 6');
    await expect
      .poll(() => host.querySelectorAll('.chosen-networks [role=img]').length, soon)
      .toBe(8);
    for (let k = 0; k < 4; k++) {
      await userEvent.keyboard('{ArrowDown}');
      await frames();
    }
    await expect.poll(status).toContain('10 units, rate 6'); // round the corner
  });

  it('trains in threads, can be paused, and says how long it will take', async () => {
    await show(<ThousandNetworks />);
    await button('Train').click();
    await expect.poll(() => host.querySelector('progress'), soon).not.toBeNull();
    await expect.poll(status, soon).toMatch(/ [1-9]\d* networks? a cell$/);
    await expect.poll(() => find('.ensemble-progress').textContent, soon).toMatch(/\d %.*left/);
    await button('Pause').click();
    const paused = status();
    await new Promise((resume) => setTimeout(resume, 300));
    expect(status()).toBe(paused);
    expect(host.querySelector('progress')).toBeNull();
  });
});

describe('corners', () => {
  it('counts them, network after network', async () => {
    await show(<Corners />);
    expect(status()).toBe('No network trained yet');
    await button('Step').click();
    await expect
      .poll(status, soon)
      .toBe(
        '1 network each · triangles: 1 with 3 units, 1 with 4 units, 1 with 5 units, 1 with 6 units',
      );
    await button('Train').click();
    await expect
      .poll(status, { timeout: 60_000 })
      .toMatch(/^20 networks each · triangles: 20 with 3 units, 20 with 4 units/);
    expect(button('Go on to 100').elements()).toHaveLength(1);
    await button('Reset').click();
    await expect.poll(status).toBe('No network trained yet');
  });
});

describe('a round triangle', () => {
  it('says how far the boundary lies, as it is', async () => {
    await show(<RoundTriangle />);
    const said = (epsilon: number) => {
      const radii = boundaryRadii(roundTriangle(epsilon), 'sigmoid', 360, 20);
      return [Math.min(...radii), Math.max(...radii)];
    };
    const shown = () =>
      status()
        .match(/[\d.]+(?= and|\sfrom)/g)!
        .map(Number);
    const close = (epsilon: number) => {
      const [near, far] = shown();
      const [expectedNear, expectedFar] = said(epsilon);
      return Math.max(Math.abs(near! - expectedNear!), Math.abs(far! - expectedFar!)) < 0.0015;
    };
    expect(close(1)).toBe(true);
    drag(slider(/^ε/), 30); // 0.1
    await expect.poll(() => close(0.1)).toBe(true);
    await button('Reset').click();
    await expect.poll(() => close(1)).toBe(true);
  });
});

describe('certainty', () => {
  it('reads every network where the reader drags to', async () => {
    await show(<Certainty />);
    const { parameters } = trainMembers({
      run: circlesRun(),
      firstSeed: 1,
      count: 20,
      stops: [courseSteps],
    });
    const networks = Array.from({ length: 20 }, (_, i) =>
      view(parameters.slice(13 * i, 13 * i + 13), 3),
    );
    const ones = (x1: number, x2: number) =>
      networks.filter((network) => probability(network, 'sigmoid', x1, x2) >= 0.5).length;
    const own = probability(networks[1]!, 'sigmoid', 0, 0);
    await expect
      .poll(status, soon)
      .toMatch(
        new RegExp(
          `^At \\(0\\.00, 0\\.00\\): ŷ = ${own.toFixed(3)} · nearest point 0\\.\\d\\d away · 20 of 20 `,
        ),
      );
    const place = host.querySelector('[role=slider][aria-label^="Place"]') as SVGGElement;
    place.focus();
    await userEvent.keyboard('{ArrowRight>12/}');
    await expect.poll(status).not.toMatch(/^At \(0\.00/);
    const x = Number(/\(([\d.]+),/.exec(status())?.[1]);
    expect(x).toBeGreaterThan(1);
    expect(status()).toContain(` ${ones(x, 0)} of 20 networks say class 1`);
    await button('To the centre').click();
    await expect.poll(status).toMatch(/^At \(0\.00, 0\.00\)/);
  });
});

describe('training and fresh points', () => {
  it('shows both accuracies of what was trained', async () => {
    history.replaceState(null, '', '?fig=train-test&v=1&noise=0.4&stop=1&width=1');
    await show(<TrainTest />);
    expect(status()).toBe('No network trained yet · noise 0.4');
    await button('Step').click();
    const { setup, pace } = noisyRun(3, 0.4);
    const end = createTrainer(setup).advance(300, pace);
    const { inputs, labels } = makeDataset(freshPoints(0.4));
    const logits = new Float64Array(labels.length);
    logitSurface(view(end.parameters, 3), 'sigmoid', inputs, logits);
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    await expect
      .poll(status, { timeout: 60_000 })
      .toBe(
        `3 units, 300 steps, noise 0.4 · training points ${percent(end.accuracy)} · fresh points ${percent(accuracy(logits, labels))} · 1 network each`,
      );
    expect(host.querySelectorAll('.region-map canvas')).toHaveLength(1);
  });
});

describe('the questions of chapter 13', () => {
  it('are answered by networks trained in threads', async () => {
    const told: number[] = [];
    const [four, far, relu] = [
      await runs['four']!((share) => told.push(share)),
      await runs['far']!(() => {}),
      await runs['relu']!(() => {}),
    ];
    expect(four.answer).toBe('none');
    expect(far.answer).toBe('many');
    const { accuracies } = trainMembers({
      run: mapRun(3, 2, 'relu he'),
      firstSeed: 1,
      count: 100,
      stops: [courseSteps],
    });
    expect(relu.answer).toBe(perfect(accuracies));
    expect(told.at(-1)).toBeCloseTo(1, 12);
  });
});

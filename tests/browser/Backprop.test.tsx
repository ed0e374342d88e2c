import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Backprop } from '../../components/figures/Backprop.tsx';
import { defaultOnePoint, stepsThrough, termsOf } from '../../src/figure/backprop-numbers.ts';
import { button, find, frames, host, show, stage, status } from './stage.ts';

const { factors } = defaultOnePoint();
const steps = stepsThrough(factors);

stage(800);

/** In place of the build's formulas: a term with a live number, and a second term, for each step. */
const formulaOf = (key: string) =>
  `<span data-term="${key}"><span data-place="${key === 'ds1/dW' ? 'ds1/dw1' : key}.0.0">0</span></span> <span data-term="h">h</span>`;
const list = steps.map((key) => `<li data-step="${key}">${formulaOf(key)}</li>`).join('');
const first = (
  <div class="backprop-step" dangerouslySetInnerHTML={{ __html: formulaOf(steps[0]!) }} />
);
const still = <noscript dangerouslySetInnerHTML={{ __html: `<ol>${list}</ol>` }} />;
const symbols = Object.fromEntries(
  [...termsOf(factors)].map(([key, { symbol }]) => [key, symbol.text]),
);

beforeEach(() =>
  show(
    <Backprop symbols={symbols} still={still}>
      {first}
    </Backprop>,
  ),
);

describe('the figure backprop', () => {
  it('steps through every factor, and says where it is', async () => {
    expect(status()).toContain('Factor 1 of 19 · s₁ = Wx + b, 3 × 1');
    expect(button('Previous').ariaDisabled).toBe('true');
    for (let i = 1; i < steps.length; i++) {
      button('Next').click();
      await frames(1);
    }
    expect(status()).toContain('Factor 19 of 19 · ∂L/∂b = δ, 3 × 1');
    expect(button('Next').ariaDisabled).toBe('true');
    expect(find('.backprop-step [data-place]').dataset['place']).toBe('dL/db.0.0');
    button('Previous').click();
    await frames(1);
    expect(status()).toContain('Factor 18');
  });

  it('writes the numbers of the point into the formula as the point is moved by keys', async () => {
    const number = () => find('.backprop-step [data-place]').textContent;
    const before = number();
    find<SVGGElement>('.handle').focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await frames();
    expect(number()).not.toBe(before);
    expect(status()).toContain(`[${number()}, `);
  });

  it('lights in the formula and the chains what is pointed at in the graph, and the other way round', async () => {
    const node = find<SVGGElement>('.backprop-graph-wide [data-node=h]');
    await userEvent.hover(node);
    await frames();
    expect(find('.backprop-step [data-term=h]').hasAttribute('data-lit')).toBe(true);
    expect(node.classList.contains('lit')).toBe(true);
    await userEvent.hover(find('.backprop-step [data-term=s1]'));
    await frames();
    const lit = [...host.querySelectorAll('.backprop-graph-wide .backprop-node.lit')];
    expect(lit.map((one) => (one as SVGElement).dataset['node'])).toEqual([
      'multiply',
      'add',
      's1',
    ]);
    await userEvent.hover(find('button.backprop-term[aria-label^="∂ŷ/∂s₂"]'));
    await frames();
    expect(host.querySelectorAll('button.backprop-term[data-lit]')).toHaveLength(4);
    expect(host.querySelectorAll('.backprop-graph-wide .backprop-edge.lit')).toHaveLength(2);
  });

  it('takes one stop of the tab order for the graph and one for the chains, and arrow keys inside', async () => {
    const stops = (selector: string) => host.querySelectorAll(`${selector} [tabindex="0"]`).length;
    expect(stops('.backprop-graph-wide')).toBe(1);
    expect(stops('.backprop-chains')).toBe(1);
    find<SVGGElement>('.backprop-graph-wide [tabindex="0"]').focus();
    await userEvent.keyboard('{ArrowRight}');
    await frames();
    expect((document.activeElement as HTMLElement).dataset['node']).toBe('W');
    expect(find('.backprop-said').textContent).toContain('W, the first layer’s weights');
    await userEvent.keyboard('{Enter}');
    await frames();
    expect(status()).toContain('∂L/∂W = δxᵀ');
    find('.backprop-chains [tabindex="0"]').focus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await frames();
    expect(status()).toContain('Factor 6 of 19 · ∂L/∂ŷ');
    expect(stops('.backprop-graph-wide') + stops('.backprop-chains')).toBe(2);
  });

  it('lights the terms of the formula by the arrow keys', async () => {
    await userEvent.hover(find('.status')); // the pointer lights too: out of the way
    find('.backprop-formulas').focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await frames();
    expect(find('.backprop-step [data-term=h]').hasAttribute('data-lit')).toBe(true);
  });

  it('steps down the loss of the point, the same way each time after Reset', async () => {
    const first = status();
    const twice = async () => {
      for (let i = 0; i < 2; i++) {
        button('Step').click();
        await frames();
      }
      return status();
    };
    const after = await twice();
    expect(after).toContain('step 2');
    const loss = (said: string | null) => Number(/loss ([\d.]+)/.exec(said ?? '')?.[1]);
    expect(loss(after)).toBeLessThan(loss(first));
    button('Reset').click();
    await frames();
    expect(status()).toBe(first);
    expect(await twice()).toBe(after);
  });

  it('says where ŷ is rounded to 1 that ŷ − y is used, and shows no NaN', async () => {
    const select = [...host.querySelectorAll('select')].at(-1) as HTMLSelectElement;
    await userEvent.selectOptions(select, 'sure');
    await frames();
    expect(find('.notices').textContent).toContain('use the logit form, ∂L/∂s₂ = ŷ − y');
    expect(host.textContent).not.toMatch(/NaN|Infinity/);
  });
});

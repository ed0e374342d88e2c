import type { ComponentChild } from 'preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { PointStop } from '../../components/controls/PointStop.tsx';
import { BackpropGraph } from '../../components/figures/BackpropGraph.tsx';
import { Chart } from '../../components/figures/Chart.tsx';
import { NetworkByHand } from '../../components/figures/NetworkByHand.tsx';
import { graphNodes } from '../../src/figure/backprop-graph.ts';
import { find, frames, host, show, stage } from './stage.ts';

stage(800);

/** What Tab reaches in the figure, one after the other, until it leaves. */
async function stopsOf(figure: ComponentChild): Promise<readonly Element[]> {
  await show(figure);
  const found: Element[] = [];
  for (;;) {
    await userEvent.tab();
    const at = document.activeElement;
    if (!at || !host.contains(at) || found.includes(at)) return found;
    found.push(at);
  }
}

const nothing = { nodes: new Set<string>(), edges: new Set<string>(), backward: false };
const graph = (
  <BackpropGraph
    layout="wide"
    now={nothing}
    lit={undefined}
    isReached={() => true}
    numbersOf={() => []}
    wordsOf={(key) => key}
    onLight={() => {}}
    onJump={() => {}}
  />
);

// A browser may let Tab stop at any SVG element that listens for the focus, whatever it has been told:
// only the attribute, in small letters, holds everywhere.
describe('in a drawing, Tab', () => {
  it('stops once at the points of a plane', async () => {
    const points = (
      <Chart label="Three points." x={[0, 3]} y={[0, 3]} xLabel="x₁" yLabel="x₂">
        <PointStop
          order={[0, 1, 2]}
          chosen={undefined}
          onChoose={() => {}}
          place={(point) => [point, point]}
          words={String}
        />
      </Chart>
    );
    const stops = await stopsOf(points);
    expect(stops).toEqual([find('.point-stop')]);
    expect(stops[0]?.getAttribute('tabindex')).toBe('0');
  });

  it('stops once at the nodes of the computational graph, wherever the arrow keys went', async () => {
    const stops = await stopsOf(graph);
    expect(stops.map((node) => node.getAttribute('data-node'))).toEqual(['x']);
    const nodes = [...host.querySelectorAll('[data-node]')];
    expect(nodes.map((node) => node.getAttribute('tabindex')).toSorted()).toEqual([
      ...Array.from({ length: graphNodes.length - 1 }, () => '-1'),
      '0',
    ]);
    find<SVGGElement>('[data-node=x]').focus();
    await userEvent.keyboard('{ArrowRight}');
    await frames();
    expect(host.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    expect(document.activeElement?.getAttribute('tabindex')).toBe('0');
    expect(document.activeElement).not.toBe(find('[data-node=x]'));
  });

  it('stops at each number of the network that can be dragged', async () => {
    const stops = await stopsOf(<NetworkByHand />);
    const numbers = [...host.querySelectorAll('.drag-number')];
    expect(numbers).toHaveLength(13);
    for (const number of numbers) {
      expect(stops).toContain(number);
      expect(number.getAttribute('tabindex')).toBe('0');
    }
  });
});

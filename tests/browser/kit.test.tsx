import { render } from 'preact';
import { useState } from 'preact/hooks';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { DragPoint } from '../../components/controls/DragPoint.tsx';
import { Slider } from '../../components/controls/Slider.tsx';
import { Chart } from '../../components/figures/Chart.tsx';
import { FigurePanel } from '../../components/figures/FigurePanel.tsx';
import { spot } from '../../src/figure/marks.ts';
import { find, frames, host, stage } from './stage.ts';

stage(400);

const live = () => spot([0, 0]);
function Draggable({ onAt }: { onAt?: (at: readonly [number, number]) => void }) {
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  return (
    <Chart label="A chart" x={[-2, 2]} y={[-2, 2]} xLabel="x₁" yLabel="x₂" equal live={live}>
      <DragPoint
        name="The point"
        x={at[0]}
        y={at[1]}
        onMove={(x, y) => {
          setAt([x, y]);
          onAt?.([x, y]);
        }}
      />
    </Chart>
  );
}

describe('a chart', () => {
  it('has one name, and its parts none', async () => {
    render(<Draggable />, host);
    await frames();
    expect(find('[role=img]').getAttribute('aria-label')).toBe('A chart');
    expect(host.querySelectorAll('.chart-layer [aria-label]')).toHaveLength(0);
  });

  it('is drawn at the width it has, and again when that changes, at the same ratio', async () => {
    render(<Draggable />, host);
    await frames(3);
    expect(find('.chart-layer > svg').getAttribute('width')).toBe('400');
    host.style.width = '300px';
    await frames(4);
    expect(find('.chart-layer > svg').getAttribute('width')).toBe('300');
    expect(find('.chart').getBoundingClientRect().height).toBeCloseTo(300, 0);
  });
});

describe('a handle', () => {
  it('moves by the arrow keys, ten times finer with Shift, and never out of the frame', async () => {
    let at: readonly [number, number] = [0, 0];
    render(
      <Draggable
        onAt={(to) => {
          at = to;
        }}
      />,
      host,
    );
    await frames();
    find<SVGGElement>('.handle').focus();
    await userEvent.keyboard('{ArrowRight}');
    const coarse = at[0];
    expect(coarse).toBeGreaterThan(0);
    await userEvent.keyboard('{ArrowUp}');
    expect(at[1]).toBeCloseTo(coarse, 10);
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    expect(at[0]).toBeCloseTo(0.9 * coarse, 10);
    for (let i = 0; i < 80; i++) await userEvent.keyboard('{ArrowRight}');
    expect(at[0]).toBeGreaterThan(1.9);
    expect(at[0]).toBeLessThan(2.6);
    expect(find('.handle').getAttribute('aria-valuetext')).toContain('across');
  });

  it('follows the pointer that grabbed it', async () => {
    let at: readonly [number, number] = [0, 0];
    render(
      <Draggable
        onAt={(to) => {
          at = to;
        }}
      />,
      host,
    );
    await frames(3);
    const handle = find<SVGGElement>('.handle');
    const box = handle.getBoundingClientRect();
    const from = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
    const fire = (type: string, more = {}) =>
      handle.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, ...from, ...more }),
      );
    handle.setPointerCapture = () => {}; // the pointer of a made-up event cannot be captured
    fire('pointermove', { clientX: from.clientX + 50 });
    expect(at).toEqual([0, 0]); // nothing is grabbed yet
    fire('pointerdown');
    fire('pointermove', { clientX: from.clientX + 50 });
    expect(at[0]).toBeGreaterThan(0.3);
    expect(at[1]).toBeCloseTo(0, 6);
    fire('pointerup');
    const left = at[0];
    fire('pointermove', { clientX: from.clientX + 90 });
    expect(at[0]).toBe(left);
  });
});

describe('a slider', () => {
  it('is logarithmic where asked, and gives numbers with few digits', async () => {
    const values: number[] = [];
    function Rate() {
      const [value, setValue] = useState(0.5);
      return (
        <Slider
          label="Rate"
          value={value}
          min={0.001}
          max={100}
          step={10}
          scale="log"
          onChange={(next) => {
            setValue(next);
            values.push(next);
          }}
        />
      );
    }
    render(<Rate />, host);
    const input = find<HTMLInputElement>('input');
    expect(find('label').textContent).toBe('Rate');
    expect(find('output').textContent).toBe('0.5');
    input.focus();
    await userEvent.keyboard('{ArrowRight}');
    await userEvent.keyboard('{End}');
    await userEvent.keyboard('{Home}');
    expect(values).toEqual([0.63, 100, 0.001]);
    expect(input.getAttribute('aria-valuetext')).toBe('0.001');
  });
});

describe('a figure’s panel', () => {
  const panel = (more: Partial<Parameters<typeof FigurePanel>[0]> = {}) =>
    render(
      <FigurePanel
        name="test"
        status="Step 0"
        table={() => ({ columns: ['step', 'loss'], rows: [[0, Math.LN2]] })}
        link={() => '?v=1#fig-test'}
        {...more}
      >
        <Draggable />
      </FigurePanel>,
      host,
    );

  it('says its status politely, and keeps quiet while it is busy', () => {
    panel();
    expect(find('[role=status]').textContent).toBe('Step 0');
    expect(find('[role=status]').getAttribute('aria-live')).toBe('polite');
    panel({ busy: true });
    expect(find('[role=status]').getAttribute('aria-live')).toBe('off');
  });

  it('computes its table only when it is opened', async () => {
    let asked = 0;
    panel({
      table: () => {
        asked++;
        return {
          columns: ['step', 'loss'],
          rows: [
            [0, Math.LN2],
            [1, Number.NaN],
          ],
        };
      },
    });
    expect(asked).toBe(0);
    find<HTMLElement>('.panel-table summary').click();
    await frames(3);
    expect(asked).toBeGreaterThan(0);
    expect([...host.querySelectorAll('th, td')].map((cell) => cell.textContent)).toEqual([
      'step',
      'loss',
      '0',
      '0.693147',
      '1',
      '–',
    ]);
  });

  it('puts the link to its state into the address bar', async () => {
    const before = location.href;
    panel();
    [...host.querySelectorAll('button')]
      .find((b) => b.textContent === 'Link to this state')
      ?.click();
    await frames(3);
    expect(location.href).toContain('?v=1#fig-test');
    history.replaceState(null, '', before);
  });

  it('saves one picture with every chart in it, colours resolved', async () => {
    panel();
    await frames(3);
    const saved: Blob[] = [];
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      saved.push(blob as Blob);
      return create(blob);
    };
    find<HTMLElement>('[aria-label="Save as SVG"]').click();
    await frames(3);
    URL.createObjectURL = create;
    const text = await (saved[0] as Blob).text();
    expect(text).toContain('<svg');
    expect(text).not.toContain('var(--');
    expect(
      new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror'),
    ).toBeNull();
  });
});

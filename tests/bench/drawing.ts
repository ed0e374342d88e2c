import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Result } from './race.ts';

const colours: Record<Result['group'], string> = {
  ours: '#0072B2',
  C: '#6b6b6b',
  plain: '#D55E00',
  library: '#CC79A7',
};

/** The race as an SVG that stands alone: a dot for each contender, on a logarithmic axis of ratios. */
export function drawing(results: readonly Result[], unit: number, caption: string): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const times = (result: Result) => result.minimum / unit;
  const chart = Plot.plot({
    document: document as unknown as Document,
    width: 760,
    height: 44 * results.length + 90,
    marginLeft: 20,
    marginRight: 80,
    marginTop: 50,
    style: { background: 'white', color: '#222', fontSize: '14px', fontFamily: 'sans-serif' },
    x: {
      type: 'log',
      label: `Times as long: ${caption}`,
      labelAnchor: 'left',
      labelArrow: 'none',
      grid: true,
      axis: 'top',
      tickFormat: (t: number) => (/^[125]/.test(String(t)) ? `${t}×` : ''),
    },
    y: { axis: null, domain: results.map(({ name }) => name) },
    marks: [
      Plot.ruleY(results, {
        y: 'name',
        x1: () => 1,
        x2: times,
        stroke: ({ group }) => colours[group as Result['group']],
        strokeWidth: 3,
      }),
      Plot.dot(results, {
        y: 'name',
        x: times,
        fill: ({ group }) => colours[group as Result['group']],
        r: 6,
      }),
      Plot.text(results, {
        y: 'name',
        x: times,
        text: (result) => `${times(result).toPrecision(3)}×`,
        textAnchor: 'start',
        dx: 12,
      }),
      Plot.text(results, {
        y: 'name',
        frameAnchor: 'left',
        text: 'name',
        textAnchor: 'start',
        dy: -15,
        fontWeight: 600,
      }),
    ],
  });
  const svg = chart as unknown as SVGSVGElement;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.querySelector('style')?.remove(); // for a page, not for a file
  const title = document.createElement('title');
  title.textContent = 'The classic run in several ways, as times the duration of the first';
  svg.prepend(title as unknown as Node);
  return `${svg.outerHTML}\n`;
}

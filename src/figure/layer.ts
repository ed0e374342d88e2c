import * as Plot from '@observablehq/plot';
import type { Frame } from './frame.ts';
import type { Marks } from './marks.ts';

export interface Axes {
  readonly xLabel: string;
  readonly yLabel: string;
  /** How many ticks, about. */
  readonly xTicks?: number | readonly number[];
  readonly yTicks?: number | readonly number[];
  readonly xFormat?: (value: number) => string;
  readonly yFormat?: (value: number) => string;
}

/**
 * One transparent layer of a chart, as an SVG element. A chart's axes and points are one layer,
 * drawn when the data change; what training moves is another, drawn at every frame.
 * `page` is the document that makes the elements: the browser's, or a stand-in at build time.
 */
export function drawLayer(frame: Frame, marks: Marks, axes: Axes | undefined, page: Document) {
  const { width, height, margins, x, y, yScale } = frame;
  const axis = {
    labelAnchor: 'center',
    labelArrow: 'none',
    tickSize: 4,
    color: 'var(--ink-soft)',
  } as const;
  const svg = Plot.plot({
    document: page,
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    style: { background: 'none', overflow: 'hidden', fontFamily: 'inherit', fontSize: '12px' },
    x: { type: 'linear', domain: [...x], axis: null },
    y: { type: yScale, domain: [...y], axis: null },
    marks: [
      ...(axes
        ? [
            Plot.frame({ stroke: 'var(--rule)' }),
            Plot.axisX({ ...axis, label: axes.xLabel, ...ticks(axes.xTicks, axes.xFormat) }),
            Plot.axisY({ ...axis, label: axes.yLabel, ...ticks(axes.yTicks, axes.yFormat) }),
          ]
        : []),
      ...marks,
    ],
  }) as SVGSVGElement;
  // The chart has one name, on its container; Plot's own labels would make a screen reader list parts.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

const ticks = (
  wanted: number | readonly number[] | undefined,
  tickFormat: ((value: number) => string) | undefined,
) => ({
  ...(wanted === undefined ? {} : { ticks: wanted as number }),
  ...(tickFormat ? { tickFormat } : {}),
});

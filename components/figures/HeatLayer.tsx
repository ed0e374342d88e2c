import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Frame } from '../../src/figure/frame.ts';
import {
  type Grid,
  gridOver,
  levelPieces,
  type Paint,
  type Piece,
  paintProbabilities,
  piecesAsPath,
} from '../../src/figure/heat.ts';
import { joinedAsPath } from '../../src/figure/joined-path.ts';
import { heatImage } from '../../src/figure/still.ts';
import { sigmoids } from '../../src/model/sigmoid.ts';
import { inTurn } from '../../src/site/in-turn.ts';

export interface Heat {
  /** Fills the grid's values: probabilities of class 1. A new function means a new map. */
  readonly fill: (grid: Grid) => void;
  /** The values are logits, painted as the probabilities they stand for: levels are then logits too. */
  readonly logits?: boolean;
  /** Draws the lines where the value is one of these; ½ for a decision boundary. */
  readonly levels?: readonly number[];
  /** How those lines look; a thick dark line unless told otherwise. */
  readonly levelClass?: 'boundary' | 'contours';
  /** Other lines than levels: each piece is told by its two ends. */
  readonly lines?: (grid: Grid, piece: Piece) => void;
  readonly paint?: Paint;
  readonly cells?: number;
}

interface HeatLayerProps {
  readonly frame: Frame;
  /** Nothing is painted for one that is coming: what is there stays. */
  readonly heat: Heat | 'coming';
  /**
   * False until the frame is the page's own: nothing is painted for it then. Left out where the frame is the
   * same everywhere; where a still stands, the first painting then waits for its turn among what else wakes.
   */
  readonly isMeasured?: boolean;
}

/** The place of one that is coming, and of the line in it. */
const notYet: Heat = { fill: () => {}, lines: () => {} };

/** How far a line of the still may lie from its place, in thousandths of the map's width. */
const stillTolerance = 0.7;

/** A heat map on a canvas with its level lines: a chart's lowest layer, and it needs no Plot. */
export function HeatLayer({ frame, heat: given, isMeasured }: HeatLayerProps) {
  const [hasTurn, take] = useState(false);
  const isComing = given === 'coming';
  const heat = isComing ? notYet : given;
  const canvas = useRef<HTMLCanvasElement>(null);
  const path = useRef<SVGPathElement>(null);
  const cells = heat.cells ?? 96;
  const grid = useMemo(() => gridOver(frame, cells, cells), [frame, cells]);
  const { margins, width, height } = frame;
  const area = {
    left: `${(100 * margins.left) / width}%`,
    top: `${(100 * margins.top) / height}%`,
    width: `${(100 * (width - margins.left - margins.right)) / width}%`,
    height: `${(100 * (height - margins.top - margins.bottom)) / height}%`,
  };
  const levels = heat.levels ?? [];
  const hasLines = levels.length > 0 || heat.lines !== undefined;
  const pieces = (piece: Piece) => {
    for (const level of levels) levelPieces(grid, level, piece);
    heat.lines?.(grid, piece);
  };
  const toPixel = (x: number, y: number) =>
    [
      (1000 * (x - frame.x[0])) / (frame.x[1] - frame.x[0]),
      1000 - (1000 * (y - frame.y[0])) / (frame.y[1] - frame.y[0]),
    ] as const;
  const toPaint = () => {
    if (heat.logits) sigmoids(grid.values, grid.values);
    return grid;
  };
  useLayoutEffect(() => {
    if (isComing || isMeasured === false) return;
    // Only a still can wait: a map that comes later would be blank until its turn.
    if (isMeasured === undefined && !hasTurn && canvas.current?.style.backgroundImage) {
      inTurn(() => take(true));
      return;
    }
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.style.backgroundImage = ''; // the still has done its work
    heat.fill(grid);
    path.current?.setAttribute('d', piecesAsPath(pieces, toPixel));
    const image = context.createImageData(cells, cells);
    (heat.paint ?? paintProbabilities)(toPaint(), image.data);
    context.putImageData(image, 0, 0);
  }, [grid, heat, isComing, isMeasured, hasTurn]);
  let still: { image: string; trace: string } | undefined;
  if (import.meta.env.SSR) {
    heat.fill(grid);
    const trace = joinedAsPath(pieces, toPixel, stillTolerance);
    still = { image: heatImage(toPaint(), heat.paint), trace };
  }
  return (
    <>
      <canvas
        class="chart-heat"
        ref={canvas}
        width={cells}
        height={cells}
        style={still ? { ...area, backgroundImage: `url(${still.image})` } : area}
      />
      {hasLines && (
        <svg
          class="chart-heat"
          viewBox="0 0 1000 1000"
          preserveAspectRatio="none"
          style={area}
          aria-hidden="true"
        >
          <path
            ref={path}
            d={still?.trace}
            class={heat.levelClass ?? 'boundary'}
            vector-effect="non-scaling-stroke"
          />
        </svg>
      )}
    </>
  );
}

import './cell-stop.css';
import { toPixels } from '../../src/figure/frame.ts';
import { useFrame } from '../figures/Chart.tsx';
import { drawingAround, pointerPlace } from './pointer-place.ts';

export interface CellStopProps {
  /** Columns and rows; cell (i, j) lies around (i, j) in the chart's units. */
  readonly columns: number;
  readonly rows: number;
  readonly chosen: readonly [column: number, row: number];
  readonly onChoose: (column: number, row: number) => void;
  /** What is written into a cell, and how full its colour is, from 0 to 1; undefined: nothing yet. */
  readonly cell: (column: number, row: number) => { text: string; share: number } | undefined;
  /** Says a cell in words. */
  readonly words: (column: number, row: number) => string;
}

/**
 * A map in cells that can be chosen: by pointer and touch, and from one stop of the keyboard by the
 * arrow keys. It must stand in a Chart whose axes go from −½ to columns − ½ and rows − ½.
 */
export function CellStop({ columns, rows, chosen, onChoose, cell, words }: CellStopProps) {
  const frame = useFrame();
  const [left, top] = toPixels(frame, -0.5, rows - 0.5);
  const [right, bottom] = toPixels(frame, columns - 0.5, -0.5);
  const [width, height] = [(right - left) / columns, (bottom - top) / rows];
  const [column, row] = chosen;
  const key = (event: KeyboardEvent) => {
    const way = Object.hasOwn(ways, event.key) ? ways[event.key] : undefined;
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChoose((column + way[0] + columns) % columns, (row + way[1] + rows) % rows);
  };
  const cells = Array.from({ length: columns * rows }, (_, at) => ({
    i: at % columns,
    j: Math.floor(at / columns),
  }));
  return (
    <g
      class="cells"
      // Not where a finger comes down: it may be about to scroll, and is then taken back.
      onPointerUp={(event) => {
        const [px, py] = pointerPlace(event, drawingAround(event.currentTarget), frame);
        const i = Math.floor((px - left) / width);
        const j = Math.floor((bottom - py) / height);
        if (i >= 0 && i < columns && j >= 0 && j < rows) onChoose(i, j);
      }}
    >
      {cells.map(({ i, j }) => {
        const [x, y] = [left + i * width, bottom - (j + 1) * height];
        const shown = cell(i, j);
        return (
          <g key={`${i} ${j}`}>
            <rect
              class={shown ? 'cell' : 'cell cell-empty'}
              x={x + 1}
              y={y + 1}
              width={Math.max(0, width - 2)}
              height={Math.max(0, height - 2)}
              rx="2"
              style={shown ? { '--share': `${(100 * shown.share).toFixed(1)}%` } : undefined}
            />
            {shown && (
              <text x={x + width / 2} y={y + height / 2}>
                {shown.text}
              </text>
            )}
          </g>
        );
      })}
      <g
        class="cell-stop"
        role="slider"
        tabindex={0}
        aria-label="Cells. The arrow keys walk from one to the next."
        aria-valuemin={1}
        aria-valuemax={columns * rows}
        aria-valuenow={row * columns + column + 1}
        aria-valuetext={words(column, row)}
        onKeyDown={key}
      >
        <rect
          class="cell-ring"
          x={left + column * width}
          y={bottom - (row + 1) * height}
          width={width}
          height={height}
          rx="3"
        />
      </g>
    </g>
  );
}

const ways: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

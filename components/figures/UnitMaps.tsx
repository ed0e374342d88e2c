import './unit-maps.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { UnitPlace } from '../../src/figure/layered-graph.ts';
import { areMapsOf, type NetworkMaps } from '../../src/figure/network-maps.ts';
import type { NetworkShape } from '../../src/model/network.ts';
import { paintUnit } from './LayeredGraph.tsx';

export interface UnitMapsProps {
  /** Begins the pictures' names: “Unit 2 of layer 1”. */
  readonly shape: NetworkShape;
  /** With `hidden`, on a square grid of `cells` × `cells`. */
  readonly maps: NetworkMaps | undefined;
  readonly cells: number;
  /** Of each layer so many units are shown at most. */
  readonly most?: number;
}

/** What every hidden unit says over the plane, a row of small maps for each layer. */
export function UnitMaps({ shape, maps, cells, most = 16 }: UnitMapsProps) {
  return (
    <div class="unit-maps">
      {shape.hidden.map(({ units }, l) => (
        <div key={l} class="unit-row">
          <p class="unit-row-name">
            Layer {l + 1}
            {units > most && `: ${most} of ${units} units`}
          </p>
          <div class="unit-row-maps">
            {Array.from({ length: Math.min(units, most) }, (_, k) => (
              <UnitMap
                key={k}
                label={`What unit ${k + 1} of layer ${l + 1} says in the plane.`}
                shape={shape}
                maps={maps}
                cells={cells}
                place={{ layer: l + 1, unit: k }}
              />
            ))}
          </div>
        </div>
      ))}
      {shape.hidden.length === 0 && <p>There are no hidden units.</p>}
    </div>
  );
}

interface UnitMapProps extends Omit<UnitMapsProps, 'most'> {
  readonly label: string;
  readonly place: UnitPlace;
}

/** One unit's map. */
export function UnitMap({ label, shape, maps, cells, place }: UnitMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !maps || !areMapsOf(maps, shape, cells * cells)) return;
    const image = context.createImageData(cells, cells);
    paintUnit(maps, shape, place, cells, image.data);
    context.putImageData(image, 0, 0);
  }, [maps, place.layer, place.unit]);
  return (
    <canvas
      class="unit-map"
      ref={canvas}
      width={cells}
      height={cells}
      role="img"
      aria-label={label}
    />
  );
}

import { cornersOf, lineInFrame, type Point } from '../../src/figure/line.ts';
import { responseStops, strengthOf } from '../../src/figure/responses.ts';
import { type ResponseName, responseNamed } from '../../src/model/activations.ts';
import { type HalfPlane, scoreOf } from '../../src/model/half-planes.ts';
import './response-map.css';

export interface ResponseMapProps {
  /** Of this gradient, on this page. */
  readonly id: string;
  /** One sentence on what is seen. */
  readonly label: string;
  readonly unit: HalfPlane;
  readonly response: ResponseName;
  /** What stands in the place of the course's own response. */
  readonly value?: ((score: number) => number) | undefined;
  /** The plane is shown from −reach to reach, both ways. */
  readonly reach: number;
  readonly colour: string;
  /** A place that is marked. */
  readonly at?: Point;
}

/** In the map's own units, from edge to edge. */
const size = 100;

/**
 * What one unit says everywhere in the plane: its response g(w·x + b), the stronger the colour the
 * larger, with its line. It is constant along the line, so a gradient across it draws it exactly.
 */
export function ResponseMap(props: ResponseMapProps) {
  const { id, label, unit, response, reach, colour, at } = props;
  const { value = responseNamed(response).value } = props;
  const frame = { x: [-reach, reach], y: [-reach, reach] } as const;
  const place = ([x, y]: Point) =>
    [((x + reach) * size) / (2 * reach), ((reach - y) * size) / (2 * reach)] as const;
  const { weights, bias } = unit;
  const scores = cornersOf(frame).map(([x, y]) => scoreOf(unit, x, y));
  const [from, to] = [Math.min(...scores), Math.max(...scores)];
  // With w = 0, or as good as 0, it says the same everywhere.
  const isEven = from === to || !(weights[0] * weights[0] + weights[1] * weights[1] > 0);
  const line = lineInFrame(weights, bias, frame)?.map(place);
  const spot = at && place(at);
  return (
    <svg
      class="response-map"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      style={{ color: colour }}
    >
      {!isEven && <Across {...{ id, unit, response, value, place }} scores={[from, to]} />}
      <rect
        width={size}
        height={size}
        fill={isEven ? 'currentColor' : `url(#${id})`}
        fill-opacity={isEven ? strengthOf(response, value(bias)) : 1}
      />
      {line && <path class="response-line" d={`M${line.join('L')}`} />}
      {spot && <circle class="response-spot" cx={spot[0]} cy={spot[1]} r="5" />}
    </svg>
  );
}

interface AcrossProps extends Pick<ResponseMapProps, 'id' | 'unit' | 'response'> {
  readonly value: (score: number) => number;
  /** The least and the largest score in the map. */
  readonly scores: readonly [number, number];
  readonly place: (point: Point) => readonly [number, number];
}

/** The gradient from the least score to the largest, along w. */
function Across({ id, unit, response, value, scores, place }: AcrossProps) {
  const { weights, bias } = unit;
  const square = weights[0] * weights[0] + weights[1] * weights[1];
  // Where the score has a value, on the way through the middle that goes along w.
  const along = (score: number) => {
    const share = (score - bias) / square;
    return place([share * weights[0], share * weights[1]]);
  };
  const [[x1, y1], [x2, y2]] = [along(scores[0]), along(scores[1])];
  return (
    <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={x1} y1={y1} x2={x2} y2={y2}>
      {responseStops(response, ...scores, value).map((stop, i) => (
        <stop key={i} offset={stop.at} stop-color="currentColor" stop-opacity={stop.strength} />
      ))}
    </linearGradient>
  );
}

import type { LayerParameters } from '../../model/network.ts';
import type { RunSpec } from '../../training/run.ts';
import type { Snapshot } from '../../training/trainer.ts';
import { described, digits, layersOf } from '../trained.ts';

// An ONNX file is a message of Protocol Buffers. The dozen fields that a network needs are written here by
// hand: the libraries that write them weigh several times as much as all of this site's code together.

/** A field of a message, written: its number and kind of value, then the value. */
type Field = readonly number[];

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

const int = (field: number, value: number): Field => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, value: readonly number[]): Field => [
  ...varint((field << 3) | 2),
  ...varint(value.length),
  ...value,
];
const text = (field: number, value: string): Field =>
  bytes(field, [...new TextEncoder().encode(value)]);
const message = (field: number, ...fields: readonly Field[]): Field => bytes(field, fields.flat());
const floats = (values: Iterable<number>): number[] => {
  const numbers = Array.from(values);
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return [...new Uint8Array(view.buffer)];
};

const FLOAT = 1; // TensorProto.DataType

/** A TensorProto among a graph's initializers: these values, in rows. */
const tensor = (name: string, dims: readonly number[], values: Iterable<number>): Field =>
  message(
    5,
    ...dims.map((dim) => int(1, dim)),
    int(2, FLOAT),
    text(8, name),
    bytes(9, floats(values)),
  );

/** A ValueInfoProto: what comes in (11) or goes out (12), a row a point. */
const points = (field: 11 | 12, name: string, columns: number): Field =>
  message(
    field,
    text(1, name),
    message(
      2,
      message(1, int(1, FLOAT), message(2, message(1, text(2, 'N')), message(1, int(1, columns)))),
    ),
  );

/** A NodeProto: an operation from some values to another. */
const node = (
  operation: string,
  inputs: readonly string[],
  output: string,
  ...attributes: readonly Field[]
): Field =>
  message(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(3, `to_${output}`),
    text(4, operation),
    ...attributes,
  );

/** AttributeProtos: a whole number, and a 32-bit one. */
const whole = (name: string, value: number): Field =>
  message(5, text(1, name), int(3, value), int(20, 2));
const real = (name: string, value: number): Field =>
  message(5, text(1, name), [...varint((2 << 3) | 5), ...floats([value])], int(20, 1));

const operations = {
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'Relu',
  'leaky-relu': 'LeakyRelu',
  softplus: 'Softplus',
  identity: 'Identity',
  softmax: 'Softmax',
} as const;

/**
 * The network of a run, where it now stands, as an ONNX model (operator set 13) in 32-bit numbers. It takes
 * `points`, N × d, in their own units: standardising, if there was any, is its first step. It gives `logits`
 * and `probabilities`, N × 1 by the sigmoid or N × K by the softmax.
 *
 * Throws a SetupError for a run that cannot be trained.
 */
export function onnxModel({ setup }: RunSpec, snapshot: Snapshot): Uint8Array<ArrayBuffer> {
  const run = described(setup);
  const { sizes, activations } = run;
  const { scale, inputNames, classNames } = run.train;
  const outputs = sizes.at(-1)!;
  const scaling = scale
    ? [
        tensor('means', [sizes[0]!], scale.means),
        tensor('deviations', [sizes[0]!], scale.deviations),
        node('Sub', ['points', 'means'], 'centred'),
        node('Div', ['centred', 'deviations'], 'standardised'),
      ]
    : [];
  let below = scale ? 'standardised' : 'points';
  const layers = layersOf(run, snapshot.parameters).flatMap(({ weights, bias }, l) => {
    const isLast = l === activations.length - 1;
    const name = activations[l]!;
    const scores = isLast ? 'logits' : `scores_${l + 1}`;
    const values = isLast ? 'probabilities' : `hidden_${l + 1}`;
    const given = below;
    below = values;
    return [
      tensor(`weights_${l + 1}`, [weights.rows, weights.columns], byRows(weights)),
      tensor(`bias_${l + 1}`, [weights.rows], bias),
      node('Gemm', [given, `weights_${l + 1}`, `bias_${l + 1}`], scores, whole('transB', 1)),
      node(
        operations[name],
        [scores],
        values,
        ...(name === 'leaky-relu' ? [real('alpha', 0.01)] : []),
        ...(name === 'softmax' ? [whole('axis', 1)] : []),
      ),
    ];
  });
  const about = (key: string, value: string) => message(14, text(1, key), text(2, value));
  return Uint8Array.from(
    [
      int(1, 8), // ir_version
      text(2, 'Lines That Learn'),
      message(
        7,
        text(2, 'network'),
        ...scaling,
        ...layers,
        points(11, 'points', sizes[0]!),
        points(12, 'logits', outputs),
        points(12, 'probabilities', outputs),
      ),
      message(8, int(2, 13)), // opset_import
      about('step', String(snapshot.step)),
      about('loss', digits(snapshot.loss)),
      about('inputs', JSON.stringify(inputNames)),
      about('classes', JSON.stringify(classNames)),
    ].flat(),
  );
}

const byRows = ({ rows, columns, values }: LayerParameters['weights']): number[] =>
  Array.from({ length: rows * columns }, (_, at) => {
    const [k, j] = [Math.floor(at / columns), at % columns];
    return values[j * rows + k]!;
  });

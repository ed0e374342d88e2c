import type { Contender, Problem } from '../problem.ts';
import { meanLoss } from './nested.ts';

/** A connection that remembers what it has gathered since the last update. */
class Link {
  gathered = 0;
  source: Node;
  target: Node;
  weight: number;
  constructor(source: Node, target: Node, weight: number) {
    this.source = source;
    this.target = target;
    this.weight = weight;
    source.outgoing.push(this);
    target.incoming.push(this);
  }
}

class Node {
  incoming: Link[] = [];
  outgoing: Link[] = [];
  total = 0;
  output = 0;
  outputSlope = 0;
  inputSlope = 0;
  gathered = 0;
  bias: number;
  constructor(bias: number) {
    this.bias = bias;
  }
  forward() {
    this.total = this.bias;
    for (const link of this.incoming) this.total += link.weight * link.source.output;
    this.output = 1 / (1 + Math.exp(-this.total));
  }
}

/**
 * A network as objects that know each other, one point after the other: how TensorFlow Playground and
 * many explainers compute. Written for this comparison; with the sigmoid and cross-entropy of the
 * classic run, so that it does the same work.
 */
export function perNode(problem: Problem): Contender {
  const n = problem.points.length;
  return {
    name: 'a node and a link as objects, as in TensorFlow Playground',
    group: 'plain',
    tolerance: 1e-9,
    run() {
      const inputs = [new Node(0), new Node(0)];
      const hidden = problem.hiddenBias.map((bias) => new Node(bias));
      const output = new Node(problem.outputBias);
      hidden.forEach((node, k) => {
        inputs.forEach((input, j) => {
          new Link(input, node, problem.hiddenWeights[k]![j]!);
        });
        new Link(node, output, problem.outputWeights[k]!);
      });
      const layers = [inputs, hidden, [output]];

      const forward = (point: readonly number[]) => {
        inputs.forEach((node, j) => {
          node.output = point[j]!;
        });
        for (const layer of layers.slice(1)) for (const node of layer) node.forward();
        return output.total;
      };
      const backward = (label: number) => {
        for (const layer of layers.slice(1).reverse())
          for (const node of layer) {
            if (node === output) node.inputSlope = node.output - label;
            else {
              node.outputSlope = 0;
              for (const link of node.outgoing)
                node.outputSlope += link.weight * link.target.inputSlope;
              node.inputSlope = node.outputSlope * node.output * (1 - node.output);
            }
            node.gathered += node.inputSlope;
            for (const link of node.incoming) link.gathered += node.inputSlope * link.source.output;
          }
      };
      const update = () => {
        for (const layer of layers.slice(1))
          for (const node of layer) {
            node.bias -= (problem.learningRate * node.gathered) / n;
            node.gathered = 0;
            for (const link of node.incoming) {
              link.weight -= (problem.learningRate * link.gathered) / n;
              link.gathered = 0;
            }
          }
      };

      for (let step = 0; step < problem.steps; step++) {
        problem.points.forEach((point, i) => {
          forward(point);
          backward(problem.labels[i]!);
        });
        update();
      }
      return meanLoss(problem.points.map(forward), problem.labels);
    },
  };
}

import type { PaceChange } from '../../training/history.ts';
import type { RunSpec } from '../../training/run.ts';
import type { Snapshot } from '../../training/trainer.ts';
import { program } from './program.ts';
import { beginning, comparison, pythonList, steps } from './python.ts';

/**
 * A script in Python with NumPy that holds the points and the weights, computes the loss, and makes the
 * training again. Throws a SetupError for a run that cannot be trained.
 */
export function numpyScript(
  run: RunSpec,
  snapshot: Snapshot,
  paces?: readonly PaceChange[],
): string {
  const made = program(run, snapshot, paces);
  const { optimiser } = made;
  const list = (values: Parameters<typeof pythonList>[0], kind?: 'int') =>
    `np.array(${pythonList(values)}, dtype=${kind ?? 'float'})`;
  const update = {
    'gradient-descent': `            theta -= rate * g`,
    momentum: `            memory[0][j] = MOMENTUM * memory[0][j] + g
            theta -= rate * memory[0][j]`,
    adam: `            means, squares = memory
            means[j] = BETA1 * means[j] + (1 - BETA1) * g
            squares[j] = BETA2 * squares[j] + (1 - BETA2) * g * g
            mean = means[j] / (1 - BETA1**remembered)
            square = squares[j] / (1 - BETA2**remembered)
            theta -= rate * mean / (np.sqrt(square) + EPSILON)`,
  }[optimiser.kind];
  const parts = { 'gradient-descent': 0, momentum: 1, adam: 2 }[optimiser.kind];
  return `${beginning(made, 'NumPy', 'import numpy as np', list)}

def sigmoid(s):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-s))


def softmax(s):
    powers = np.exp(s - s.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# Each activation, and its derivative from the score s and the value h.
RESPONSES = {
    "sigmoid": (sigmoid, lambda s, h: h * (1 - h)),
    "tanh": (np.tanh, lambda s, h: 1 - h * h),
    "relu": (lambda s: np.maximum(s, 0), lambda s, h: (s > 0) * 1.0),
    "leaky-relu": (lambda s: np.maximum(s, 0.01 * s), lambda s, h: np.where(s > 0, 1, 0.01)),
    "softplus": (lambda s: np.logaddexp(0, s), lambda s, h: sigmoid(s)),
    "identity": (lambda s: s, lambda s, h: np.ones_like(s)),
}


def forward(parameters, points):
    """The scores and the values of every layer: S = A Wᵀ + b, then A = g(S)."""
    scores, values = [], [points]
    for layer, name in enumerate(ACTIVATIONS):
        weights, bias = parameters[2 * layer], parameters[2 * layer + 1]
        scores.append(values[-1] @ weights.T + bias)
        g = softmax if name == "softmax" else RESPONSES[name][0]
        values.append(g(scores[-1]))
    return scores, values


def targets(labels):
    """One column, the class, beside a sigmoid; a column a class, 1 in that of the point, beside a softmax."""
    if ACTIVATIONS[-1] == "sigmoid":
        return labels[:, None] * 1.0
    return (labels[:, None] == np.arange(len(CLASS_NAMES))) * 1.0


def mean_loss(parameters, points, labels):
    scores, values = forward(parameters, points)
    z, wanted = scores[-1], targets(labels)
    if OBJECTIVE == "squared":
        losses = ((values[-1] - wanted) ** 2).sum(axis=1)
    elif ACTIVATIONS[-1] == "sigmoid":
        losses = (np.maximum(z, 0) - z * wanted + np.log1p(np.exp(-abs(z)))).sum(axis=1)
    else:
        top = z.max(axis=1)
        losses = top + np.log(np.exp(z - top[:, None]).sum(axis=1)) - (z * wanted).sum(axis=1)
    return float(losses.mean())


def total_loss(parameters):
    """The loss that training makes small: the mean over the points that train, and the penalty."""
    return mean_loss(parameters, X, y) + L2 / 2 * float(sum((w * w).sum() for w in parameters[::2]))


def gradient(parameters, points, labels):
    """The derivatives of that loss by all parameters, backwards through the layers."""
    scores, values = forward(parameters, points)
    answers, n = values[-1], len(labels)
    delta = (answers - targets(labels)) / n
    if OBJECTIVE == "squared":
        if ACTIVATIONS[-1] == "sigmoid":
            delta = 2 * delta * answers * (1 - answers)
        else:
            delta = 2 * answers * (delta - (delta * answers).sum(axis=1, keepdims=True))
    slopes = [None] * len(parameters)
    for layer in reversed(range(len(ACTIVATIONS))):
        weights = parameters[2 * layer]
        slopes[2 * layer] = delta.T @ values[layer] + L2 * weights
        slopes[2 * layer + 1] = delta.sum(axis=0)
        if layer > 0:
            slope = RESPONSES[ACTIVATIONS[layer - 1]][1]
            delta = (delta @ weights) * slope(scores[layer - 1], values[layer])
    return slopes

${steps(made)}

def train(start, steps):
    """So many steps from a start: where they lead, in the shape of the start."""
    parameters = [theta.copy() for theta in start["parameters"]]
    memory, remembered = [[part.copy() for part in kept] for kept in start["memory"]], start["remembered"]
${
  parts === 0
    ? ''
    : `    memory = memory or [[0 * theta for theta in parameters] for _ in range(${parts})]
`
}${
  made.batch === undefined
    ? `    for step in range(start["step"], start["step"] + steps):
        slopes = gradient(parameters, X, y)`
    : `    for step, batch in enumerate(batches(start["step"], steps), start["step"]):
        slopes = gradient(parameters, X[batch], y[batch])`
}
        rate = learning_rate(step)
        remembered += 1
        for j, (theta, g) in enumerate(zip(parameters, slopes)):
${update}
    return {"step": start["step"] + steps, "parameters": parameters, "memory": memory, "remembered": remembered}
${comparison(made)}`;
}

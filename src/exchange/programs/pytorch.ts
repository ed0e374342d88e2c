import type { PaceChange } from '../../training/history.ts';
import type { RunSpec } from '../../training/run.ts';
import type { Snapshot } from '../../training/trainer.ts';
import { program } from './program.ts';
import { beginning, comparison, pythonList, steps } from './python.ts';

/**
 * A script in Python with PyTorch, in 64-bit numbers, that holds the points and the weights, computes the
 * loss, and makes the training again by PyTorch's own gradients and optimisers. Throws a SetupError for a run
 * that cannot be trained.
 */
export function pytorchScript(
  run: RunSpec,
  snapshot: Snapshot,
  paces?: readonly PaceChange[],
): string {
  const made = program(run, snapshot, paces);
  const list = (values: Parameters<typeof pythonList>[0], kind?: 'int') =>
    `torch.tensor(${pythonList(values)}, dtype=torch.${kind === 'int' ? 'int64' : 'float64'})`;
  const optimiser = {
    'gradient-descent': 'torch.optim.SGD(model.parameters(), lr=0.1)',
    momentum: 'torch.optim.SGD(model.parameters(), lr=0.1, momentum=MOMENTUM)',
    adam: 'torch.optim.Adam(model.parameters(), lr=0.1, betas=(BETA1, BETA2), eps=EPSILON)',
  }[made.optimiser.kind];
  const names = {
    'gradient-descent': [],
    momentum: ['momentum_buffer'],
    adam: ['exp_avg', 'exp_avg_sq'],
  }[made.optimiser.kind];
  const restore =
    names.length === 0
      ? ''
      : `    names = ${JSON.stringify(names)}
    for kept, name in zip(start["memory"], names):
        for theta, part in zip(model.parameters(), kept):
            optimiser.state[theta][name] = part.clone()
${
  made.optimiser.kind === 'adam'
    ? `            optimiser.state[theta]["step"] = torch.tensor(float(start["remembered"]))
`
    : ''
}`;
  return `${beginning(made, 'PyTorch', 'import torch', list)}

# Softplus is exact here: PyTorch would else be linear above 20, and wrong by 2e-9 there.
MODULES = {
    "sigmoid": torch.nn.Sigmoid,
    "tanh": torch.nn.Tanh,
    "relu": torch.nn.ReLU,
    "leaky-relu": lambda: torch.nn.LeakyReLU(0.01),
    "softplus": lambda: torch.nn.Softplus(threshold=700),
    "identity": torch.nn.Identity,
}


def network(parameters):
    """The layers with these weights; what comes out is the last one's scores, the logits."""
    layers = []
    for layer, name in enumerate(ACTIVATIONS):
        weights, bias = parameters[2 * layer], parameters[2 * layer + 1]
        linear = torch.nn.Linear(weights.shape[1], weights.shape[0], dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(weights)
            linear.bias.copy_(bias)
        layers.append(linear)
        if layer < len(ACTIVATIONS) - 1:
            layers.append(MODULES[name]())
    return torch.nn.Sequential(*layers)


def probabilities(logits):
    return torch.sigmoid(logits) if ACTIVATIONS[-1] == "sigmoid" else torch.softmax(logits, dim=1)


def loss_of(model, points, labels):
    logits = model(points)
    if ACTIVATIONS[-1] == "sigmoid":
        wanted = labels[:, None].to(torch.float64)
    else:
        wanted = torch.nn.functional.one_hot(labels, len(CLASS_NAMES)).to(torch.float64)
    if OBJECTIVE == "squared":
        return ((probabilities(logits) - wanted) ** 2).sum(dim=1).mean()
    if ACTIVATIONS[-1] == "sigmoid":
        return torch.nn.functional.binary_cross_entropy_with_logits(logits, wanted)
    return torch.nn.functional.cross_entropy(logits, labels)


def penalty(model):
    return L2 / 2 * sum((p * p).sum() for p in model.parameters() if p.dim() == 2)


def mean_loss(parameters, points, labels):
    with torch.no_grad():
        return float(loss_of(network(parameters), points, labels))


def total_loss(parameters):
    """The loss that training makes small: the mean over the points that train, and the penalty."""
    with torch.no_grad():
        return mean_loss(parameters, X, y) + float(penalty(network(parameters)))

${steps(made)}

def train(start, steps):
    """So many steps from a start: where they lead, in the shape of the start."""
    model = network(start["parameters"])
    optimiser = ${optimiser}
${restore}${
  made.batch === undefined
    ? `    for step in range(start["step"], start["step"] + steps):
        loss = loss_of(model, X, y) + penalty(model)`
    : `    for step, batch in enumerate(batches(start["step"], steps), start["step"]):
        loss = loss_of(model, X[batch], y[batch]) + penalty(model)`
}
        optimiser.param_groups[0]["lr"] = learning_rate(step)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    parameters = [theta.detach() for theta in model.parameters()]
${
  names.length === 0
    ? '    memory = []\n'
    : '    memory = [[optimiser.state[theta][name] for theta in model.parameters()] for name in names if steps > 0]\n'
}    remembered = start["remembered"] + steps
    return {"step": start["step"] + steps, "parameters": parameters, "memory": memory, "remembered": remembered}
${comparison(made)}`;
}

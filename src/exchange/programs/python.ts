import { listed, type Program, type Stage, shapeOf, type Tensor } from './program.ts';

/** What the two scripts in Python share: their beginning, with the points, and the numbers of a run. */
export function beginning(
  program: Program,
  library: string,
  imports: string,
  list: ListOf,
): string {
  const { train, test, inputNames, classNames, scale, rates, optimiser, batch } = program;
  return `"""A network trained on Lines That Learn, to be run by itself: python FILE

Its layers: ${shapeOf(program)}.
It holds its points and its weights, computes the loss, and compares it with the loss on the page; then it
makes the ${program.to.step - program.from.step} steps of training again and compares once more. It needs ${library}.
"""

${imports}

# Set this to train on for so many steps from the weights of the page.
MORE_STEPS = 0

INPUT_NAMES = ${JSON.stringify(inputNames)}
CLASS_NAMES = ${JSON.stringify(classNames)}

# The points that train, one a row${scale ? ', standardised (a value in its unit is mean + deviation * input)' : ''}, and their classes.
X = ${list(train.inputs)}
y = ${list(train.labels, 'int')}
${
  test
    ? `
# The points kept aside.
X_TEST = ${list(test.inputs)}
Y_TEST = ${list(test.labels, 'int')}
`
    : ''
}${
  scale
    ? `
MEANS = ${list(scale.means)}
DEVIATIONS = ${list(scale.deviations)}
`
    : ''
}
ACTIVATIONS = ${JSON.stringify(program.activations)}
OBJECTIVE = ${JSON.stringify(program.objective)}
L2 = ${python(program.l2)}  # of the penalty L2 / 2 * sum of w^2, over all weights and no bias
OPTIMISER = ${JSON.stringify(optimiser.kind)}
${optimiser.kind === 'momentum' ? `MOMENTUM = ${python(optimiser.momentum)}\n` : ''}${
  optimiser.kind === 'adam'
    ? `BETA1, BETA2, EPSILON = ${[optimiser.beta1, optimiser.beta2, optimiser.epsilon].map(python).join(', ')}\n`
    : ''
}# From which step on, which learning rate, of the mean loss.
RATES = [${rates.map(([step, rate]) => `(${step}, ${python(rate)})`).join(', ')}]
BATCH = ${batch ?? 'None  # all points in every step'}
LOSS_ON_THE_PAGE = ${python(program.loss)}
${program.testLoss === undefined ? '' : `TEST_LOSS_ON_THE_PAGE = ${python(program.testLoss)}\n`}
# Weights and bias of each layer${program.optimiser.kind === 'gradient-descent' ? '' : ', and what the optimiser remembers'}: at the start, and on the page.
${stage('START', program.from, list)}
${stage('NOW', program.to, list)}
`;
}

export type ListOf = (values: Tensor, kind?: 'int') => string;

const stage = (name: string, { step, parameters, memory, remembered }: Stage, list: ListOf) => {
  const tensors = (all: readonly Tensor[]) =>
    `[\n${all.map((one) => `    ${list(one)},`).join('\n')}\n  ]`;
  return `${name} = {
  "step": ${step},
  "parameters": ${tensors(parameters)},
  "memory": [${memory.map(tensors).join(', ')}],
  "remembered": ${remembered},
}`;
};

/** A number as Python writes it: with all its digits, and −0 as −0.0, which would else be a whole 0. */
export const python = (value: number): string => (Object.is(value, -0) ? '-0.0' : String(value));

export const pythonList = (values: Tensor) => listed(values, python);

/** The learning rate of a step, and the points of its batch, in the order that the page took them in. */
export function steps({ batch, seed }: Program): string {
  return `
def learning_rate(step):
    return [rate for since, rate in RATES if since <= step][-1] if step >= RATES[0][0] else RATES[0][1]
${
  batch === undefined
    ? ''
    : `

def random_bits(seed):
    """xoshiro128** (Blackman and Vigna, 2018), its state filled by splitmix32: 32 bits a draw."""
    mask, state, counter = 0xFFFFFFFF, [], seed
    for _ in range(4):
        counter = (counter + 0x9E3779B9) & mask
        mixed = counter ^ (counter >> 16)
        mixed = (mixed * 0x21F0AAAD) & mask
        mixed ^= mixed >> 15
        mixed = (mixed * 0x735A2D97) & mask
        state.append(mixed ^ (mixed >> 15))
    a, b, c, d = state
    while True:
        product = (b * 5) & mask
        bits = ((((product << 7) | (product >> 25)) & mask) * 9) & mask
        shifted = (b << 9) & mask
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = ((d << 11) | (d >> 21)) & mask
        yield bits


def batches(first_step, steps):
    """The points of each step: every epoch puts all of them in a new order (Fisher and Yates)."""
    n, bits, shuffles = len(y), random_bits(${seed}), 0
    order, in_epoch = list(range(n)), -(-n // BATCH)
    for step in range(first_step, first_step + steps):
        while shuffles <= step // in_epoch:
            for last in range(n - 1, 0, -1):
                fair = 2**32 - 2**32 % (last + 1)
                drawn = next(bits)
                while drawn >= fair:
                    drawn = next(bits)
                chosen = drawn % (last + 1)
                order[last], order[chosen] = order[chosen], order[last]
            shuffles += 1
        first = step % in_epoch * BATCH
        yield order[first : first + BATCH]
`
}`;
}

/** The end of both: what is compared and said. */
export const comparison = (program: Program): string => `

def compare(what, here, there):
    print(f"{what}: {here!r}, on the page {there!r}, difference {abs(here - there):.1e}")


if __name__ == "__main__":
    compare("loss at step ${program.to.step}", total_loss(NOW["parameters"]), LOSS_ON_THE_PAGE)
${
  program.testLoss === undefined
    ? ''
    : `    compare("loss of the points kept aside", mean_loss(NOW["parameters"], X_TEST, Y_TEST), TEST_LOSS_ON_THE_PAGE)
`
}    trained = train(START, NOW["step"] - START["step"])
    compare("loss trained again from step ${program.from.step}", total_loss(trained["parameters"]), LOSS_ON_THE_PAGE)
    if MORE_STEPS > 0:
        further = train(NOW, MORE_STEPS)
        print(f"loss at step {further['step']}: {total_loss(further['parameters'])!r}")
`;

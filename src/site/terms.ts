/** A word of the field, or a symbol, as this course uses it. */
export interface Term {
  readonly name: string;
  /** TeX. */
  readonly symbol?: string;
  readonly definition: string;
  /** `2 × 1`, `n × H`, `a number`. */
  readonly shape?: string;
  /** What others call the same thing. */
  readonly also?: string;
  /** The address of the chapter that introduces it: its first `<Term>` stands there. */
  readonly met: string;
}

/** In the order in which the course meets them. n points, d = 2 inputs, H hidden units. */
export const terms: Readonly<Record<string, Term>> = {
  point: {
    name: 'point',
    symbol: '\\vect{x}',
    definition: 'What is to be classified: a column of input numbers.',
    shape: 'd × 1, here 2 × 1',
    also: 'example, sample, instance; a column of features',
    met: 'linear-classifiers',
  },
  label: {
    name: 'label',
    symbol: 'y',
    definition: 'The class a point really has: 0 or 1.',
    shape: 'a number',
    also: 'target, ground truth',
    met: 'linear-classifiers',
  },
  weights: {
    name: 'weights',
    symbol: '\\vect{w}',
    definition:
      'How strongly each input counts. As an arrow they stand at right angles to the line and point to the side called 1.',
    shape: 'd × 1, here 2 × 1',
    also: 'coefficients',
    met: 'linear-classifiers',
  },
  normal: {
    name: 'normal',
    definition: 'A vector at right angles to a line or plane.',
    shape: 'd × 1, here 2 × 1',
    also: 'normal vector',
    met: 'linear-classifiers',
  },
  bias: {
    name: 'bias',
    symbol: 'b',
    definition: 'The number added to the weighted inputs. It moves the line without turning it.',
    shape: 'a number',
    also: 'intercept, offset',
    met: 'linear-classifiers',
  },
  score: {
    name: 'score',
    symbol: 'z = \\vect{w}\\T\\vect{x} + b',
    definition:
      'The number a line gives a point: its sign tells the side, its size grows with the distance.',
    shape: 'a number',
    also: 'net input',
    met: 'linear-classifiers',
  },
  'step function': {
    name: 'step function',
    definition: '1 when the score is at least 0, else 0.',
    also: 'Heaviside function, threshold function',
    met: 'linear-classifiers',
  },
  activation: {
    name: 'activation function',
    definition:
      'A function applied to a score, element by element. The step function and the sigmoid are the first two of the family.',
    also: 'activation, non-linearity, transfer function',
    met: 'linear-classifiers',
  },
  'linearly separable': {
    name: 'linearly separable',
    definition:
      'Said of two classes when some line has all of one on one side and all of the other on the other.',
    met: 'linear-classifiers',
  },
  accuracy: {
    name: 'accuracy',
    definition: 'The share of points whose predicted class is right.',
    met: 'linear-classifiers',
  },
  sigmoid: {
    name: 'sigmoid',
    symbol: '\\sigma(z) = \\frac{1}{1 + e^{-z}}',
    definition:
      'Turns any score into a number between 0 and 1, smoothly: ½ on the line, near 1 far on its positive side.',
    also: 'logistic function',
    met: 'logistic-regression',
  },
  'logistic regression': {
    name: 'logistic regression',
    definition:
      'A line whose score goes through a sigmoid, trained to make the observed labels as probable as it can.',
    met: 'logistic-regression',
  },
  probability: {
    name: 'predicted probability',
    symbol: '\\hat{y}',
    definition: 'The model’s probability that the point is of class 1.',
    shape: 'a number between 0 and 1',
    also: 'output, prediction, confidence',
    met: 'logistic-regression',
  },
  threshold: {
    name: 'threshold',
    symbol: '\\theta',
    definition: 'Predict 1 when the probability is at least this; ½ unless said otherwise.',
    shape: 'a number between 0 and 1',
    met: 'logistic-regression',
  },
  precision: {
    name: 'precision',
    definition: 'Of the points called 1, the share that are 1.',
    also: 'positive predictive value',
    met: 'logistic-regression',
  },
  recall: {
    name: 'recall',
    definition: 'Of the points that are 1, the share that were called 1.',
    also: 'sensitivity, true positive rate',
    met: 'logistic-regression',
  },
  loss: {
    name: 'loss',
    symbol: 'L',
    definition:
      'One number for how wrong the model is on all the points; training makes it smaller. Here: binary cross-entropy, averaged, in nats.',
    shape: 'a number',
    also: 'cost, objective, empirical risk',
    met: 'logistic-regression',
  },
  'cross-entropy': {
    name: 'binary cross-entropy',
    definition: 'For one point, −log of the probability the model gave to the label it really has.',
    also: 'log loss, negative log-likelihood',
    met: 'logistic-regression',
  },
  nat: {
    name: 'nat',
    definition:
      'The unit of information when logarithms are natural. A fair coin’s outcome holds log 2 nats, which is 1 bit.',
    met: 'logistic-regression',
  },
  gradient: {
    name: 'gradient',
    symbol: '\\nabla L',
    definition:
      'The derivatives of the loss by every parameter: the direction in which the loss grows fastest.',
    shape: 'that of the parameters',
    met: 'logistic-regression',
  },
  'gradient descent': {
    name: 'gradient descent',
    definition: 'Take a small step against the gradient, again and again.',
    also: 'steepest descent; full-batch gradient descent',
    met: 'logistic-regression',
  },
  'learning rate': {
    name: 'learning rate',
    symbol: '\\eta',
    definition: 'How far one step goes along the negative gradient of the mean loss.',
    shape: 'a number',
    also: 'step size',
    met: 'logistic-regression',
  },
  step: {
    name: 'step',
    definition: 'One update of the parameters.',
    also: 'iteration, update',
    met: 'logistic-regression',
  },
  convex: {
    name: 'convex',
    definition:
      'Bowl-shaped: every chord lies on or above the surface, so there are no separate valleys to get stuck in.',
    met: 'logistic-regression',
  },
  'zero-one loss': {
    name: '0–1 loss',
    definition:
      'Every mistake counts 1, every right answer 0: the number of mistakes, or their share. It does not ask how sure the model was.',
    met: 'not-enough',
  },
  'feature map': {
    name: 'feature map',
    symbol: '\\varphi',
    definition: 'A function that turns a point into the numbers the linear classifier gets to see.',
    also: 'basis functions; when it is learnt, a representation or an embedding',
    met: 'bend-the-space',
  },
  feature: {
    name: 'feature',
    definition:
      'One of the numbers that a feature map computes from a point: an input itself, its square, a product of two.',
    shape: 'a number',
    met: 'bend-the-space',
  },
  standardise: {
    name: 'standardise',
    definition:
      'Subtract the mean and divide by the standard deviation: then a feature’s values over the points have mean 0 and deviation 1.',
    also: 'z-score, normalise',
    met: 'bend-the-space',
  },
  'half-plane': {
    name: 'half-plane',
    definition: 'One side of a line, the line itself included: where w·x + b ≥ 0.',
    met: 'three-lines',
  },
  unit: {
    name: 'hidden unit',
    definition:
      'One of the classifiers of the first layer: a line with an activation. Also called a neuron.',
    also: 'neuron, node',
    met: 'first-layer',
  },
  layer: {
    name: 'layer',
    definition: 'An affine map followed by an activation, element by element.',
    also: 'dense layer, fully connected layer',
    met: 'first-layer',
  },
  W: {
    name: 'first layer’s weights',
    symbol: '\\vect{W}',
    definition: 'Row k is the weight vector of hidden unit k.',
    shape: 'H × d, here 3 × 2',
    also: 'weight matrix; in some libraries the kernel, and transposed',
    met: 'first-layer',
  },
  preactivations: {
    name: 'preactivations',
    symbol: '\\vect{s}_1 = \\vect{W}\\vect{x} + \\vect{b}',
    definition: 'The scores of all hidden units, before their activation.',
    shape: 'H × 1, here 3 × 1',
    also: 'net inputs, logits of the layer',
    met: 'first-layer',
  },
  hidden: {
    name: 'hidden activations',
    symbol: '\\vect{h} = \\sigma(\\vect{s}_1)',
    definition: 'What the hidden units say about a point: one number each.',
    shape: 'H × 1, here 3 × 1',
    also: 'activations, hidden state, representation, code',
    met: 'first-layer',
  },
  affine: {
    name: 'affine',
    definition: 'Linear plus a constant: Wx + b.',
    met: 'first-layer',
  },
  relu: {
    name: 'ReLU',
    symbol: '\\max(0, z)',
    definition:
      'The rectified linear unit: a score below 0 becomes 0, every other stays what it is. It has a kink at 0.',
    also: 'rectifier',
    met: 'first-layer',
  },
  kink: {
    name: 'kink',
    definition:
      'A place where a curve is unbroken but has one slope on its left and another on its right, and so no derivative.',
    met: 'first-layer',
  },
  logit: {
    name: 'logit',
    symbol: 's_2',
    definition: 'The last score, before the last sigmoid: the log of the odds of class 1.',
    shape: 'a number',
    also: 'log-odds; for several classes, any of the last scores',
    met: 'second-layer',
  },
  parameters: {
    name: 'parameters',
    symbol: '\\theta',
    definition: 'All the numbers that training changes: here W, b, w_final and b_final, 13 in all.',
    met: 'second-layer',
  },
  mlp: {
    name: 'multilayer perceptron',
    definition:
      'Layers in a row, each an affine map and an activation. Two layers: one hidden, one for the output.',
    also: 'feedforward network, fully connected network, MLP',
    met: 'second-layer',
  },
  'hidden layer': {
    name: 'hidden layer',
    definition:
      'A layer between the inputs and the output layer. No label says what its units ought to give.',
    met: 'second-layer',
  },
  identity: {
    name: 'identity',
    symbol: 'g(z) = z',
    definition: 'The function that gives back what it is given.',
    also: 'linear activation',
    met: 'why-activations',
  },
  'dead unit': {
    name: 'dead unit',
    definition:
      'A ReLU unit whose score is negative at every point: it gives 0, its derivatives are 0, and no step changes it any more.',
    also: 'dying ReLU',
    met: 'why-activations',
  },
  likelihood: {
    name: 'likelihood',
    definition: 'The probability that the model gives to the labels as they were observed.',
    met: 'loss',
  },
  'maximum likelihood': {
    name: 'maximum likelihood',
    definition:
      'Choose the parameters by which the labels, as they were observed, are as probable as possible. For this course’s models that is to make the cross-entropy as small as possible.',
    met: 'loss',
  },
  epoch: {
    name: 'epoch',
    definition: 'One pass over all the points. With all points in every step, a step is an epoch.',
    met: 'loss',
  },
  'forward pass': {
    name: 'forward pass',
    definition: 'From a point to the prediction and the loss, one layer after the other.',
    also: 'forward propagation, inference when nothing is learnt',
    met: 'backpropagation',
  },
  'backward pass': {
    name: 'backward pass',
    definition:
      'From the loss back to every parameter’s derivative, one factor of the chain rule after the other.',
    also: 'reverse pass',
    met: 'backpropagation',
  },
  backpropagation: {
    name: 'backpropagation',
    definition:
      'The chain rule, applied from the loss backwards so that every intermediate product is used again.',
    also: 'backprop; reverse-mode automatic differentiation',
    met: 'backpropagation',
  },
  'computational graph': {
    name: 'computational graph',
    definition:
      'A drawing of a calculation: one node an operation, one edge a number that flows from one to the next.',
    also: 'computation graph, tape',
    met: 'backpropagation',
  },
  'chain rule': {
    name: 'chain rule',
    symbol: '\\pd{L}{x} = \\pd{L}{s}\\,\\pd{s}{x}',
    definition:
      'If L depends on s and s on x, the derivatives along the way multiply; where there are several ways, they add.',
    met: 'backpropagation',
  },
  delta: {
    name: 'delta',
    symbol: '\\boldsymbol{\\delta}',
    definition:
      'The derivative of the loss by the preactivations: how much each hidden unit’s score matters.',
    shape: 'H × 1, here 3 × 1',
    also: 'error signal, local gradient',
    met: 'backpropagation',
  },
  'finite difference': {
    name: 'finite difference',
    definition:
      'A derivative by trying: change one parameter a little both ways, and divide the change of the loss by the distance.',
    also: 'numerical derivative, gradient check',
    met: 'backpropagation',
  },
  batch: {
    name: 'batch',
    definition:
      'The points used for one step: all of them, or a few drawn anew for each step (a mini-batch).',
    met: 'batch',
  },
  broadcasting: {
    name: 'broadcasting',
    definition:
      'Repeating a row, a column or a number until it has the shape of the matrix that it is added to or multiplied by.',
    met: 'batch',
  },
  'hidden space': {
    name: 'hidden space',
    definition:
      'Where the hidden activations lie: each point of the plane has one place in it, and the output unit classifies that place.',
    shape: '[0, 1] to the power of H for sigmoid units',
    also: 'latent space, feature space, embedding space',
    met: 'result',
  },
  momentum: {
    name: 'momentum',
    symbol: '\\mu',
    definition:
      'A velocity that keeps a share μ of itself from step to step and takes in each gradient; the parameters move along it.',
    shape: 'a number from 0 up to 1',
    also: 'heavy ball',
    met: 'result',
  },
  width: {
    name: 'width',
    symbol: 'H',
    definition: 'How many units a layer has.',
    met: 'how-many-lines',
  },
  seed: {
    name: 'seed',
    definition:
      'The number from which a generator makes its chance numbers: the same seed gives the same points, the same start and the same run.',
    also: 'random state',
    met: 'how-many-lines',
  },
  ensemble: {
    name: 'ensemble',
    definition: 'Many networks, trained alike from different starts.',
    met: 'how-many-lines',
  },
  'test data': {
    name: 'test data',
    definition:
      'Points of the same kind as the training data that training never sees: what a network gets right of them is what it can be trusted with.',
    also: 'held-out data; validation data, where choices are made by them',
    met: 'how-many-lines',
  },
  overfitting: {
    name: 'overfitting',
    definition:
      'Fitting the training points in ways that do not hold for fresh ones: training accuracy still rises, or training loss still falls, while the test’s gets worse.',
    also: 'memorising; high variance',
    met: 'how-many-lines',
  },
  depth: {
    name: 'depth',
    symbol: 'L',
    definition:
      'How many layers a network has, the output counted. With more than one or two hidden layers it is called deep.',
    shape: 'a number',
    met: 'more-layers',
  },
  'universal approximation': {
    name: 'universal approximation',
    definition:
      'One hidden layer, if wide enough and with an activation that is no polynomial, comes as near as you like to any continuous function on a bounded, closed piece of its inputs. It says neither how wide, nor that training finds it.',
    met: 'more-layers',
  },
  'principal direction': {
    name: 'principal direction',
    definition:
      'The direction in which a cloud of points is spread widest; the second is the widest among those at right angles to it, and so on.',
    met: 'more-layers',
  },
  probe: {
    name: 'linear probe',
    definition:
      'A linear classifier fitted to what a layer says of the points, to see how far they can be told apart there. The network is left as it is.',
    met: 'more-layers',
  },
  'vanishing gradient': {
    name: 'vanishing gradient',
    definition:
      'Derivatives that shrink layer by layer on the way back, until the first layers hardly learn: slopes below 1 are multiplied.',
    met: 'more-layers',
  },
  'Glorot start': {
    name: 'Glorot start',
    symbol: '\\pm\\sqrt{6/(n_{l-1} + n_l)}',
    definition:
      'Weights drawn evenly from between these two numbers, the layer having so many inputs and units; biases 0. The start by He, for ReLU, draws them from a normal distribution of variance 2/(inputs).',
    also: 'Xavier initialisation; a start is called an initialisation',
    met: 'more-layers',
  },
  softmax: {
    name: 'softmax',
    symbol: '\\hat{y}_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}',
    definition:
      'Turns a score for each class into a probability for each: all positive, 1 together, and the same when one number is added to every score.',
    shape: 'K × 1',
    also: 'normalised exponential; over energies, the Boltzmann distribution',
    met: 'more-classes',
  },
  'one-hot': {
    name: 'one-hot',
    symbol: '\\vect{y}',
    definition: 'Said of a label written as a column: 1 at the right class, 0 at all others.',
    shape: 'K × 1',
    also: 'indicator vector, dummy variables',
    met: 'more-classes',
  },
  'cross-entropy of K classes': {
    name: 'cross-entropy',
    symbol: '-\\sum_k y_k \\log \\hat{y}_k',
    definition:
      '−log of the probability the model gave to the class a point really has, whatever the number of classes.',
    shape: 'a number',
    also: 'categorical cross-entropy, log loss',
    met: 'more-classes',
  },
  'softmax regression': {
    name: 'softmax regression',
    definition:
      'Logistic regression of several classes: scores linear in the inputs, then the softmax. Also called multinomial logistic regression.',
    also: 'multinomial logistic regression, maximum entropy classifier',
    met: 'more-classes',
  },
  'confusion matrix': {
    name: 'confusion matrix',
    definition:
      'A table that counts which class is taken for which: a row for each class as it is, a column for each as it is answered.',
    shape: 'K × K',
    also: 'contingency table',
    met: 'more-classes',
  },
  'supervised learning': {
    name: 'supervised learning',
    definition: 'Learning from points whose labels are known.',
    met: 'names-and-next-steps',
  },
  'stochastic gradient descent': {
    name: 'stochastic gradient descent',
    definition:
      'Gradient descent whose steps each look at one point or a few, drawn by chance: the gradient is right on average only.',
    also: 'SGD; in many libraries, gradient descent of any kind',
    met: 'names-and-next-steps',
  },
  optimiser: {
    name: 'optimiser',
    definition:
      'The rule by which a gradient becomes a step. Gradient descent is the plainest; momentum and Adam remember the gradients before.',
    met: 'names-and-next-steps',
  },
  regularisation: {
    name: 'regularisation',
    definition:
      'Whatever keeps a model from fitting its training points too closely: a penalty on large weights, an early stop, a smaller network.',
    also: 'with a penalty on squared weights: L2, ridge, weight decay',
    met: 'names-and-next-steps',
  },
  'automatic differentiation': {
    name: 'automatic differentiation',
    definition:
      'Derivatives computed by a program from another program, exactly and step by step. Backpropagation is its reverse mode, which suits many parameters and one loss.',
    also: 'autodiff, autograd',
    met: 'names-and-next-steps',
  },
  calibration: {
    name: 'calibration',
    definition:
      'A model is calibrated when, of the points to which it gives a probability of 90 %, about 90 % are of that class.',
    met: 'names-and-next-steps',
  },
};

/** The term of this name. Throws when there is none: a slip in a chapter fails the build. */
export function findTerm(name: string): Term {
  const term = Object.hasOwn(terms, name) ? terms[name] : undefined;
  if (!term)
    throw new Error(
      `No term is called “${name}”; src/site/terms.ts knows ${Object.keys(terms).join(', ')}.`,
    );
  return term;
}

/** A term's name as it can stand in an address. */
const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** The place on a page where a term is first used there. */
export const placeOf = (name: string): string => `met-${slug(name)}`;

/** A term's entry in the glossary, and the glossary's page. */
export const entryOf = (name: string): string => `name-${slug(name)}`;
export const glossaryPage = 'names-and-next-steps';

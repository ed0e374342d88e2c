/** A word of the field, or a symbol, as this course uses it. */
export interface Term {
  readonly name: string;
  /** TeX. */
  readonly symbol?: string;
  readonly definition: string;
  /** `2 × 1`, `n × H`, `a number`. */
  readonly shape?: string;
  /** The address of the chapter that introduces it. */
  readonly met?: string;
}

/** In the order in which the course meets them. n points, d = 2 inputs, H hidden units. */
const terms: Record<string, Term> = {
  point: {
    name: 'point',
    symbol: '\\vect{x}',
    definition: 'What is to be classified: a column of input numbers.',
    shape: 'd × 1, here 2 × 1',
    met: 'linear-classifiers',
  },
  label: {
    name: 'label',
    symbol: 'y',
    definition: 'The class a point really has: 0 or 1.',
    shape: 'a number',
    met: 'linear-classifiers',
  },
  weights: {
    name: 'weights',
    symbol: '\\vect{w}',
    definition:
      'How strongly each input counts. As an arrow they stand at right angles to the line and point to the side called 1.',
    shape: 'd × 1, here 2 × 1',
    met: 'linear-classifiers',
  },
  bias: {
    name: 'bias',
    symbol: 'b',
    definition: 'The number added to the weighted inputs. It moves the line without turning it.',
    shape: 'a number',
    met: 'linear-classifiers',
  },
  score: {
    name: 'score',
    symbol: 'z = \\vect{w}\\T\\vect{x} + b',
    definition:
      'The number a line gives a point: its sign tells the side, its size grows with the distance.',
    shape: 'a number',
    met: 'linear-classifiers',
  },
  'step function': {
    name: 'step function',
    definition: '1 when the score is at least 0, else 0.',
    met: 'linear-classifiers',
  },
  activation: {
    name: 'activation function',
    definition:
      'A function applied to a score, element by element. The step function and the sigmoid are the first two of the family.',
    met: 'linear-classifiers',
  },
  'linearly separable': {
    name: 'linearly separable',
    definition:
      'Said of two classes when some line has all of one on one side and all of the other on the other.',
    met: 'linear-classifiers',
  },
  sigmoid: {
    name: 'sigmoid',
    symbol: '\\sigma(z) = \\frac{1}{1 + e^{-z}}',
    definition:
      'Turns any score into a number between 0 and 1, smoothly: ½ on the line, near 1 far on its positive side.',
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
    met: 'logistic-regression',
  },
  recall: {
    name: 'recall',
    definition: 'Of the points that are 1, the share that were called 1.',
    met: 'logistic-regression',
  },
  loss: {
    name: 'loss',
    symbol: 'L',
    definition:
      'One number for how wrong the model is on all the points; training makes it smaller. Here: binary cross-entropy, averaged, in nats.',
    shape: 'a number',
    met: 'logistic-regression',
  },
  'cross-entropy': {
    name: 'binary cross-entropy',
    definition: 'For one point, −log of the probability the model gave to the label it really has.',
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
    met: 'logistic-regression',
  },
  'learning rate': {
    name: 'learning rate',
    symbol: '\\eta',
    definition: 'How far one step goes along the negative gradient of the mean loss.',
    shape: 'a number',
    met: 'logistic-regression',
  },
  step: {
    name: 'step',
    definition: 'One update of the parameters.',
    met: 'logistic-regression',
  },
  epoch: {
    name: 'epoch',
    definition: 'One pass over all the points. With all points in every step, a step is an epoch.',
    met: 'loss',
  },
  convex: {
    name: 'convex',
    definition:
      'Bowl-shaped: every chord lies on or above the surface, so there are no separate valleys to get stuck in.',
    met: 'logistic-regression',
  },
  accuracy: {
    name: 'accuracy',
    definition: 'The share of points whose predicted class is right.',
    met: 'linear-classifiers',
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
    met: 'first-layer',
  },
  layer: {
    name: 'layer',
    definition: 'An affine map followed by an activation, element by element.',
    met: 'first-layer',
  },
  W: {
    name: 'first layer’s weights',
    symbol: '\\vect{W}',
    definition: 'Row k is the weight vector of hidden unit k.',
    shape: 'H × d, here 3 × 2',
    met: 'first-layer',
  },
  preactivations: {
    name: 'preactivations',
    symbol: '\\vect{s}_1 = \\vect{W}\\vect{x} + \\vect{b}',
    definition: 'The scores of all hidden units, before their activation.',
    shape: 'H × 1, here 3 × 1',
    met: 'first-layer',
  },
  hidden: {
    name: 'hidden activations',
    symbol: '\\vect{h} = \\sigma(\\vect{s}_1)',
    definition: 'What the hidden units say about a point: one number each.',
    shape: 'H × 1, here 3 × 1',
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
    met: 'second-layer',
  },
  identity: {
    name: 'identity',
    symbol: 'g(z) = z',
    definition: 'The function that gives back what it is given.',
    met: 'why-activations',
  },
  likelihood: {
    name: 'likelihood',
    definition: 'The probability that the model gives to the labels as they were observed.',
    met: 'loss',
  },
  'forward pass': {
    name: 'forward pass',
    definition: 'From a point to the prediction and the loss, one layer after the other.',
    met: 'backpropagation',
  },
  'backward pass': {
    name: 'backward pass',
    definition:
      'From the loss back to every parameter’s derivative, one factor of the chain rule after the other.',
    met: 'backpropagation',
  },
  backpropagation: {
    name: 'backpropagation',
    definition:
      'The chain rule, applied from the loss backwards so that every intermediate product is used again.',
    met: 'backpropagation',
  },
  'computational graph': {
    name: 'computational graph',
    definition:
      'A drawing of a calculation: one node an operation, one edge a number that flows from one to the next.',
    met: 'backpropagation',
  },
  delta: {
    name: 'delta',
    symbol: '\\boldsymbol{\\delta}',
    definition:
      'The derivative of the loss by the preactivations: how much each hidden unit’s score matters.',
    shape: 'H × 1, here 3 × 1',
    met: 'backpropagation',
  },
  'finite difference': {
    name: 'finite difference',
    definition:
      'A derivative by trying: change one parameter a little both ways, and divide the change of the loss by the distance.',
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
    met: 'result',
  },
  width: {
    name: 'width',
    symbol: 'H',
    definition: 'How many units a layer has.',
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
    met: 'how-many-lines',
  },
  overfitting: {
    name: 'overfitting',
    definition:
      'Fitting the training points in ways that do not hold for fresh ones: training accuracy still rises, or training loss still falls, while the test’s gets worse.',
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
  softmax: {
    name: 'softmax',
    symbol: '\\hat{y}_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}',
    definition:
      'Turns a score for each class into a probability for each: all positive, 1 together, and the same when one number is added to every score.',
    shape: 'K × 1',
    met: 'more-classes',
  },
  'one-hot': {
    name: 'one-hot',
    symbol: '\\vect{y}',
    definition: 'Said of a label written as a column: 1 at the right class, 0 at all others.',
    shape: 'K × 1',
    met: 'more-classes',
  },
  'cross-entropy of K classes': {
    name: 'cross-entropy',
    symbol: '-\\sum_k y_k \\log \\hat{y}_k',
    definition:
      '−log of the probability the model gave to the class a point really has, whatever the number of classes.',
    shape: 'a number',
    met: 'more-classes',
  },
  'softmax regression': {
    name: 'softmax regression',
    definition:
      'Logistic regression of several classes: scores linear in the inputs, then the softmax. Also called multinomial logistic regression.',
    met: 'more-classes',
  },
  'confusion matrix': {
    name: 'confusion matrix',
    definition:
      'A table that counts which class is taken for which: a row for each class as it is, a column for each as it is answered.',
    shape: 'K × K',
    met: 'more-classes',
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

import text from './solution.js?raw';

/** The worked solution as a program: the very file, but for its first line and the word `export`. */
export const solution = text.slice(text.indexOf('\n\n') + 2).replaceAll(/^export /gm, '');

/** What the reader begins with: the same program without what the backward pass does to a point. */
export const begun = solution.replace(
  /(function backward[\s\S]*?i < n; i\+\+\) \{\n)[\s\S]*?(\n {2}\}\n)/,
  `$1    // Point i: its row X[i] and its label y[i], and what
    // the forward pass made of it, A[i] and yHat[i].
    // Write what it adds to the four gradients.
$2`,
);

import { describe, expect, it } from 'vitest';
import { type Meanings, readChapter } from '../../../src/notebook/chapter.ts';
import { comments } from '../../../src/notebook/comments.ts';
import { markdown } from '../../../src/notebook/markdown.ts';

const meanings: Meanings = {
  fact: (name) => ({ rate: '3 %', loss: '−0.25' })[name] ?? unknown(name),
  term: (name) => name,
  terms: [
    { name: 'bias', symbol: 'b', definition: 'It moves the line.', also: 'offset' },
    { name: 'weights', definition: 'They turn it.', shape: '2 × 1' },
  ],
  figure: () => '6.1',
  address: (href) => (/^https:/.test(href) ? href : `https://there/here/${href}`),
  exercise: () => ({ title: 'Double it', begun: 'const a = 0;\n', solution: 'const a = 2;\n' }),
};
function unknown(name: string): never {
  throw new Error(`No fact is called “${name}”.`);
}
const read = (mdx: string) => readChapter(mdx, meanings);
const written = (mdx: string) => markdown(read(mdx).blocks);
const commented = (mdx: string) => comments(read(mdx).blocks);

const chapter = `---
title: First layer
description: "Three lines: one object."
---
import Fact from '@components/prose/Fact.astro';

At <Fact name="rate" /> the <Term name="loss">mean
loss</Term> is <Fact name="loss" />,{' '}
so $\\vect{w}_1 < 2$. See [below](#fig-one).

$$
\\vect{s} = \\vect{W}\\vect{x}
$$

| Name | $\\lvert z \\rvert$ |
| --- | --- |
| *one* | \`a[0]\` |

- **First.** It goes on, and on, for long enough that a line of a hundred columns does not hold it all.
- Second

<Figure name="one" caption="What *not* to see, at 5 $.">
  <One client:near />
</Figure>

<Question
  client:near
  id="chapter/name"
  kind="choice"
  options={[
    { key: 'a', text: 'It’s so' },
    { key: 'b', text: 'It is not' },
  ]}
>
  Is it?
  <Fragment slot="why">
    Yes, by <Fact name="rate" />.
  </Fragment>
</Question>
`;

describe('a chapter without its tags', () => {
  it('is Markdown in which formulas are LaTeX and answers are folded', () => {
    expect(written(chapter)).toBe(`At 3 % the mean
loss is −0.25, 
so $\\mathbf{w}_1 < 2$. See [below](https://there/here/#fig-one).

$$
\\mathbf{s} = \\mathbf{W}\\mathbf{x}
$$

| Name | $\\lvert z \\rvert$ |
| --- | --- |
| *one* | \`a[0]\` |

- **First.** It goes on, and on, for long enough that a line of a hundred columns does not hold it all.
- Second

> **Figure 6.1.** What \\*not\\* to see, at 5 \\$.
>
> [Open the figure and move it](https://there/here/#fig-one)

> **Question 1, before you read on.** Is it?
>
> - It’s so
> - It is not
>
> <details>
> <summary>Answer to question 1</summary>
>
> Yes, by 3 %.
>
> </details>`);
  });

  it('is comments of a hundred columns in which formulas are plain, with the answers left for later', () => {
    expect(commented(chapter)).toBe(
      `// At 3 % the mean loss is −0.25, so w₁ < 2. See below (https://there/here/#fig-one).
//
//     s = Wx
//
//     Name    |z|
//     ─────   ──────
//     *one*   \`a[0]\`
//
// - *First.* It goes on, and on, for long enough that a line of a hundred columns does not hold it
//   all.
// - Second
//
// | *Figure 6.1.* What *not* to see, at 5 $.
// |
// | Open the figure and move it (https://there/here/#fig-one)
//
// | *Question 1, before you read on.* Is it?
// |
// | - It’s so
// | - It is not`,
    );
  });

  it('has no bar in a table’s formula, which would end the cell', () => {
    const bars = [{ kind: 'math', tex: '|z| \\|w\\|' } as const];
    expect(markdown([{ kind: 'table', rows: [[bars], [bars]] }])).toBe(
      '| $\\vert z\\vert  \\Vert w\\Vert$ |\n| --- |\n| $\\vert z\\vert  \\Vert w\\Vert$ |',
    );
  });

  it('has a title, a description, and each fact once', () => {
    expect(read(chapter)).toMatchObject({
      title: 'First layer',
      description: 'Three lines: one object.',
      facts: ['rate', 'loss'],
    });
  });

  it('keeps its listings, to be declared', () => {
    expect(
      read(`Here:\n\n<Source file="src/model/a.ts" name={['b', 'c']} comment={false} />\n`)
        .blocks[1],
    ).toEqual({ kind: 'source', file: 'src/model/a.ts', names: ['b', 'c'], comment: false });
  });

  it('holds an exercise with its task, its start, a hint and a solution', () => {
    const text = written(
      '<CodeExercise id="twice">\n  Double it.\n\n  <Fragment slot="hint">\n    Add.\n  </Fragment>\n</CodeExercise>\n',
    );
    const order = [
      'Double it',
      'Double it.',
      'const a = 0;',
      '#exercise-twice',
      'Add.',
      'const a = 2;',
    ];
    const places = order.map((one, i) =>
      text.indexOf(one, i === 1 ? text.indexOf('Double it.') : 0),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('asks by words what its page asks by dragging or by steps', () => {
    const why = '\n  Where?\n  <Fragment slot="why">\n    There.\n  </Fragment>\n';
    const answer =
      '>\n> <details>\n> <summary>Answer to question 1</summary>\n>\n> There.\n>\n> </details>';
    expect(
      written(`<DragQuestion id="a/b" label="A plane." points={somewhere}>${why}</DragQuestion>\n`),
    ).toBe(
      `> **Question 1, before you read on.** Where?\n>\n> *A plane.* [Drag it on the page](https://there/here/)\n${answer}`,
    );
    const steps =
      "[{ asks: 'Which?', factors: [{ key: 'x', text: 'xᵀ', shape: [1, 2], slip: 'No.' }] }]";
    expect(written(`<DeriveQuestion id="a/b" steps={${steps}}>${why}</DeriveQuestion>\n`)).toBe(
      `> **Question 1, before you read on.** Where?\n>\n> - Which?\n>\n>   - xᵀ, of shape 1 × 2\n${answer}`,
    );
  });

  it('lists the terms where the page has its glossary', () => {
    expect(written('<Glossary />\n')).toBe(
      '- **bias**, $b$: It moves the line. Also called: offset.\n- **weights**: They turn it. Shape: 2 × 1.',
    );
  });

  it('leaves no sign of its text to be taken for Markdown', () => {
    expect(
      written('A \\* b \\_c\\_ \\[d\\] \\` e &lt; f\n\n\\- not a list\n\n2\\. nor this\n'),
    ).toBe('A \\* b \\_c\\_ \\[d\\] \\` e \\< f\n\n\\- not a list\n\n2\\. nor this');
  });

  it('says so where it shows what a notebook cannot hold', () => {
    expect(written('<Playground client:load />\n')).toContain('a notebook cannot hold');
  });

  it('is refused when it says what nobody knows, or what only a program could say', () => {
    expect(() => read('It is <Fact name="nothing" /> then.\n')).toThrow(
      'No fact is called “nothing”.',
    );
    expect(() => read('It is {2 * rate} then.\n')).toThrow(
      'A notebook cannot say what {2 * rate} is.',
    );
  });
});

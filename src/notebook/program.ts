import type { Block, Inline, Shown } from './chapter.ts';
import { comments, foldsOf, ruled } from './comments.ts';
import { type Piece, withNeeds } from './gather.ts';
import { commented, comparison, type Notebook, quoted } from './notebook.ts';
import { showing, trying } from './trials.ts';

/**
 * A chapter as one file that Node runs as it is: the text as comments with the code that it shows, the answers
 * to its questions, what the code builds on, the code tried, and the numbers of the text computed again and compared.
 */
export function programFile(notebook: Notebook): string {
  const { slug, number, title, description, page, blocks, gathered } = notebook;
  const file = `${slug}.ts`;
  const written = new Set<Piece>();
  const write = (pieces: readonly Piece[]) => {
    const fresh = pieces.filter((piece) => !written.has(piece));
    for (const piece of fresh) written.add(piece);
    return fresh;
  };
  const sections: string[] = [
    comments([
      paragraph(`Lines That Learn, chapter ${number}`),
      { kind: 'heading', depth: 1, children: words(title) },
      paragraph(description),
      paragraph(
        `This is the chapter’s text with the code that runs in it. Run it: node ${file}. It tries that code, computes the numbers that the text states, and says whether they agree. It needs Node 22.18 or newer and nothing else (with 22.12: node --experimental-strip-types ${file}).`,
      ),
      paragraph(
        `Formulas are written in plain signs: [1, 2; 3, 4] is a matrix with the rows 1, 2 and 3, 4; a_b is a with the index b; ᵀ transposes. What stands behind | is a figure’s caption or a question; the answers follow the text.`,
      ),
      ...(page ? [paragraph(`The chapter, with figures that move: ${page}`)] : []),
    ]),
  ];

  let text: Block[] = [];
  const flush = () => {
    if (text.length > 0) sections.push(comments(text));
    text = [];
  };
  for (const block of blocks) {
    if (block.kind === 'heading') {
      flush();
      sections.push(ruled(block.children));
    } else if (block.kind === 'source') {
      flush();
      sections.push(...listing(block));
    } else text.push(block);
  }
  flush();

  function listing(shown: Shown): string[] {
    const own = notebook.piecesOf(shown);
    // What runs as soon as it is read has to find what it names.
    const first = write(
      withNeeds(
        gathered,
        own.flatMap((piece) => piece.atOnce),
      ).filter((piece) => !own.includes(piece)),
    );
    const pieces = commented(shown, write(own));
    if (pieces.length === 0)
      return [`// (${shown.names.join(' and ')} of ${shown.file} stands further up.)`];
    return [
      ...(first.length > 0
        ? [`// What the next lines need at once.\n\n${notebook.textOf(first)}`]
        : []),
      `// ${shown.file}\n\n${notebook.textOf(pieces)}`,
    ];
  }

  const folds = foldsOf(blocks);
  if (folds.length > 0)
    sections.push(
      ruled(words('Answers')),
      ...folds.map(({ title: name, children }) =>
        comments([{ kind: 'heading', depth: 3, children: words(name) }, ...children]),
      ),
    );

  const trials = blocks.flatMap((block) => {
    const trial = block.kind === 'source' ? notebook.trialOf(block) : undefined;
    return trial && block.kind === 'source' ? [{ ...trial, names: block.names }] : [];
  });
  const own = trials.flatMap((trial) => trial.own);
  const rest = gathered.pieces.filter((piece) => !written.has(piece) && !own.includes(piece));
  if (rest.length > 0) {
    sections.push(
      ruled(words('What the code above and the numbers below build on')),
      comments([
        paragraph(
          'The same source that runs on the page, each declaration once, with the file that it comes from.',
        ),
      ]),
    );
    for (const kind of ['package', 'data', 'code'] as const)
      for (const [name, pieces] of Map.groupBy(
        rest.filter((piece) => piece.kind === kind),
        (piece) => piece.file,
      ))
        sections.push(`// ── ${name.replace(/\?raw$/, '')}\n\n${notebook.textOf(pieces)}`);
  }

  sections.push(`console.log(${quoted(`Chapter ${number}, ${title}`)});`);
  if (trials.length > 0) {
    sections.push(ruled(words('The code of the chapter, tried')), showing(printed));
    for (const trial of trials) {
      const title = quoted(`\n${trial.names.join(' and ')}. ${trial.given}`);
      sections.push(
        ...[notebook.textOf(write(trial.own)), `console.log(${title});\n${trying(trial)}`].filter(
          Boolean,
        ),
      );
    }
  }

  sections.push(ruled(words('The numbers in the text')));
  if (notebook.stated.length > 0)
    sections.push(
      comparison(notebook, {
        all: "process.argv.includes('--all')",
        toAll: `node ${file} --all leaves none out`,
        begin: 'console.log();',
        print: 'console.log',
        end: 'if (differing > 0) process.exitCode = 1;',
      }),
    );
  return `${sections.join('\n\n')}\n`;
}

/** A program prints what came. */
const printed = "console.log(lines.join('\\n'));";

const words = (text: string): Inline[] => [{ kind: 'text', text }];
const paragraph = (text: string): Block => ({ kind: 'paragraph', children: words(text) });

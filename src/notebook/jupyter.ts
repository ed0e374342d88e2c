import type { Block, Inline, Shown } from './chapter.ts';
import { type Piece, withNeeds } from './gather.ts';
import { markdown } from './markdown.ts';
import { commented, comparison, type Notebook } from './notebook.ts';
import { showing, TELL, type Trial, trying } from './trials.ts';

/** A notebook of Jupyter, format 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html). */
export interface JupyterNotebook {
  readonly nbformat: 4;
  readonly nbformat_minor: 5;
  readonly metadata: {
    readonly title: string;
    readonly kernelspec: { name: string; display_name: string; language: string };
    readonly language_info: Readonly<Record<string, string>> & { name: string };
  };
  readonly cells: readonly JupyterCell[];
}

export type JupyterCell =
  | {
      readonly cell_type: 'markdown';
      readonly id: string;
      readonly metadata: object;
      readonly source: readonly string[];
    }
  | {
      readonly cell_type: 'code';
      readonly id: string;
      readonly metadata: object;
      readonly source: readonly string[];
      readonly execution_count: null;
      readonly outputs: readonly [];
    };

/**
 * A chapter as a notebook for the Deno kernel: the text with its formulas as LaTeX, and in cells the code that
 * it shows, each after a folded cell with what that builds on; at the end the numbers of the text, computed
 * again and compared.
 */
export function jupyterNotebook(notebook: Notebook): JupyterNotebook {
  const { number, title, description, page, blocks, gathered } = notebook;
  const cells: JupyterCell[] = [];
  const written = new Set<Piece>();
  const take = (pieces: readonly Piece[]) => {
    const fresh = pieces.filter((piece) => !written.has(piece));
    for (const piece of fresh) written.add(piece);
    return fresh;
  };
  const id = (kind: string) => `${kind}-${cells.length + 1}`;
  const addText = (text: string) =>
    cells.push({ cell_type: 'markdown', id: id('text'), metadata: {}, source: linesOf(text) });
  const addCode = (kind: string, code: string, folded = false) =>
    cells.push({
      cell_type: 'code',
      id: id(kind),
      metadata: folded ? { jupyter: { source_hidden: true } } : {},
      source: linesOf(code),
      execution_count: null,
      outputs: [],
    });
  /** What listings declare, each in its place. */
  const listed = new Set(
    blocks.flatMap((block) => (block.kind === 'source' ? notebook.piecesOf(block) : [])),
  );
  /**
   * What these pieces build on and no cell has declared yet, but for what a listing further down shows, unless
   * something here names that at once.
   */
  const addNeeds = (
    pieces: readonly Piece[],
    except: readonly Piece[],
    of: string,
    besides: readonly string[] = [],
  ) => {
    const all = withNeeds(gathered, pieces);
    const atOnce = new Set(
      withNeeds(
        gathered,
        all.filter((piece) => !listed.has(piece)).flatMap((piece) => piece.atOnce),
      ),
    );
    const needs = take(
      all.filter((piece) => atOnce.has(piece) || (!except.includes(piece) && !listed.has(piece))),
    );
    if (needs.length === 0 && besides.length === 0) return;
    const byFile = [...Map.groupBy(needs, ({ file }) => file)].map(
      ([file, own]) => `// ── ${file.replace(/\?raw$/, '')}\n\n${notebook.textOf(own)}`,
    );
    addCode(
      'needs',
      [`// What ${of} on. Run this cell first.`, ...byFile, ...besides].join('\n\n'),
      true,
    );
  };
  let waiting: (Trial & { readonly of: readonly Piece[] })[] = [];
  /** The trials of which everything is declared by now. */
  const addTrials = () => {
    const isReady = ({ needs, of }: (typeof waiting)[number]) =>
      withNeeds(gathered, [...needs, ...of]).every((piece) => written.has(piece));
    const ready = waiting.filter(isReady);
    waiting = waiting.filter((trial) => !ready.includes(trial));
    ready.forEach(addTrial);
  };
  const addTrial = (trial: Trial) =>
    addCode(
      'trial',
      [`// Try it. ${trial.given}`, notebook.textOf(take(trial.own)), trying(trial, 'await ')]
        .filter(Boolean)
        .join('\n\n'),
    );

  addText(
    markdown([
      { kind: 'heading', depth: 1, children: words(title) },
      paragraph([{ kind: 'emphasis', children: words(description) }]),
      paragraph([
        ...words(`Chapter ${number} of `),
        ...(page
          ? [{ kind: 'link' as const, address: page, children: words('Lines That Learn') }]
          : words('Lines That Learn')),
        ...words(
          ', with the code that runs on its page. The notebook needs Jupyter and Deno 2 or newer, whose kernel is installed by ',
        ),
        { kind: 'code', text: 'deno jupyter --install' },
        ...words(
          '. Some cells are folded: they hold what the next cell builds on. Run all cells from the top, then change what you like and run it again.',
        ),
      ]),
    ]),
  );

  let text: Block[] = [];
  const flush = () => {
    if (text.length > 0) addText(markdown(text));
    text = [];
  };
  let canTry = false;
  let canTell = false;
  /** The function that tells lines below a cell, once. */
  const ways = () => {
    const before = canTell;
    canTell = true;
    return before ? [] : [telling];
  };
  const listing = (shown: Shown) => {
    const all = shown.names.flatMap((name) => gathered.piecesOf({ file: shown.file, name }));
    const pieces = all.filter((piece) => !written.has(piece));
    const declared = all.filter((piece) => written.has(piece));
    if (declared.length > 0)
      text.push({
        kind: 'listing',
        language: 'ts',
        text: `// ${shown.file}, as a cell further up has declared it\n${notebook.textOf(commented(shown, declared))}`,
      });
    flush();
    const trial = notebook.trialOf(shown);
    const besides = trial && !canTry ? [...ways(), showing(`return ${TELL}(lines);`)] : [];
    if (trial) canTry = true;
    addNeeds([...pieces, ...(trial?.needs ?? [])], pieces, 'the next cell builds', besides);
    const own = take(pieces);
    if (own.length > 0)
      addCode('source', `// ${shown.file}\n${notebook.textOf(commented(shown, own))}`);
    else if (pieces.length > 0)
      addText(
        markdown([
          {
            kind: 'listing',
            language: 'ts',
            text: `// ${shown.file}, as the cell above has declared it\n${notebook.textOf(commented(shown, pieces))}`,
          },
        ]),
      );
    if (trial) waiting.push({ ...trial, of: all });
    addTrials();
  };
  for (const block of blocks) {
    if (block.kind === 'source') listing(block);
    else {
      if (block.kind === 'heading' && block.depth === 2) flush();
      text.push(block);
    }
  }
  flush();

  if (notebook.stated.length > 0) {
    addText(
      markdown([
        { kind: 'heading', depth: 2, children: words('The numbers in the text') },
        paragraph(
          words(
            'Every measured number in this chapter was computed when the notebook was made. The last cell computes them again, here, and says whether they agree.',
          ),
        ),
      ]),
    );
    addNeeds(notebook.factPieces, notebook.factPieces, 'the next cells build', ways());
    addCode('facts', notebook.textOf(take(notebook.factPieces)), true);
    addCode(
      'comparison',
      comparison(notebook, {
        all: 'false',
        begin: 'const lines: string[] = [];',
        print: 'lines.push',
        end: `await ${TELL}(lines);`,
        toAll: 'the cell leaves none out when `all` is true',
      }),
    );
  }
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      title: `${title} · Lines That Learn`,
      kernelspec: { name: 'deno', display_name: 'Deno', language: 'typescript' },
      language_info: {
        name: 'typescript',
        file_extension: '.ts',
        mimetype: 'text/x.typescript',
        codemirror_mode: 'typescript',
        pygments_lexer: 'typescript',
        nbconvert_exporter: 'script',
      },
    },
    cells,
  };
}

/**
 * Deno's kernel sends what a cell prints in the background, and may say before it that the cell is done; then
 * nbconvert and VS Code leave it out. So a cell prints all its lines at once, and rests until they are sent.
 */
const telling = `/** Prints lines, and waits a little: Deno’s kernel sends them in the background. */
const ${TELL} = (lines: string[]) => {
  console.log(lines.join('\\n'));
  return new Promise((done) => setTimeout(done, 100));
};`;

/** A text as the format wants it: its lines, each with its end. */
const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

const words = (text: string): Inline[] => [{ kind: 'text', text }];
const paragraph = (children: readonly Inline[]): Block => ({ kind: 'paragraph', children });

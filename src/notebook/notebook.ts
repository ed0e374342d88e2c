import type { Fact } from '../facts/fact.ts';
import { type Chapter, type Meanings, readChapter, type Shown } from './chapter.ts';
import { type Gathered, gather, type Piece, textOf } from './gather.ts';
import { isLong } from './long-facts.ts';
import { bundled } from './packages.ts';
import type { Project } from './project.ts';
import { reserved, type Trial, trialsOf } from './trials.ts';

/** A chapter to take along: its text, the code it shows, all that this needs, and the numbers to compare. */
export interface Notebook extends Chapter {
  readonly slug: string;
  readonly number: number;
  /** The chapter's page; undefined where the site's address is not known. */
  readonly page: string | undefined;
  readonly gathered: Gathered;
  /** How a listing is tried; undefined where it is not. */
  readonly trialOf: (shown: Shown) => Trial | undefined;
  /** The pieces that a listing of the text declares; none where another one has declared them already. */
  readonly piecesOf: (shown: Shown) => readonly Piece[];
  /** The text of some pieces, with the packages themselves where they are imported. */
  readonly textOf: (pieces: readonly Piece[]) => string;
  /** The pieces that compute the facts. */
  readonly factPieces: readonly Piece[];
  /** The names of the records that hold the facts. */
  readonly factRecords: readonly string[];
  readonly stated: readonly Stated[];
}

/** A number that the text states. */
export interface Stated {
  readonly fact: string;
  /** As the text writes it. */
  readonly said: string;
  /** It takes long to compute. */
  readonly long: boolean;
}

export interface NotebookSource {
  readonly slug: string;
  readonly number: number;
  readonly mdx: string;
  readonly page: string | undefined;
  readonly meanings: Omit<Meanings, 'fact'>;
  /** The facts of each file of src/facts. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, Fact>>>>;
  /** How the prose writes a fact. */
  readonly said: (fact: Fact) => string;
}

/** Throws for what a chapter says and nobody knows: a fact, a figure, a declaration. */
export async function makeNotebook(
  project: Project,
  { slug, number, mdx, page, meanings, facts, said: sayFact }: NotebookSource,
): Promise<Notebook> {
  const home = (name: string): [string, Fact] => {
    for (const [file, known] of Object.entries(facts))
      if (Object.hasOwn(known, name)) return [file, known[name] as Fact];
    throw new Error(`No fact is called “${name}”.`);
  };
  const said = (name: string) => sayFact(home(name)[1]);
  const chapter = readChapter(mdx, { ...meanings, fact: said });
  const listings = chapter.blocks.filter((block) => block.kind === 'source');
  const shown = listings.flatMap(({ file, names }) => names.map((name) => ({ file, name })));
  const records = [...new Set(chapter.facts.map((name) => home(name)[0]))].map((file) => ({
    file,
    name: 'facts',
    keys: chapter.facts.filter((name) => home(name)[0] === file),
  }));
  const trials = trialsOf(project, slug, listings);
  const gathered = gather(project, [...shown, ...records, ...trials.declared], {
    entries: [...records, ...trials.declared],
    reserved,
  });
  const trialRecords = trials.declared.flatMap((record) => gathered.piecesOf(record));
  const packages = await bundlesFor(
    project.root,
    gathered.pieces.filter(({ kind }) => kind === 'package'),
  );

  const declared = new Set<Piece>();
  const own = new Map(
    listings.map((listing) => {
      const pieces = listing.names
        .flatMap((name) => gathered.piecesOf({ file: listing.file, name }))
        .filter((piece) => !declared.has(piece));
      for (const piece of pieces) declared.add(piece);
      return [listing, pieces];
    }),
  );
  return {
    ...chapter,
    slug,
    number,
    page,
    gathered: {
      ...gathered,
      pieces: gathered.pieces.filter((piece) => !trialRecords.includes(piece)),
    },
    trialOf: trials.find(gathered),
    piecesOf: (listing) => own.get(listing) ?? [],
    textOf: (pieces) =>
      textOf(pieces.map((piece) => ({ ...piece, code: packages.get(piece) ?? piece.code }))),
    factPieces: records.flatMap((record) => gathered.piecesOf(record)),
    factRecords: records.map((record) => gathered.nameOf(record)),
    stated: chapter.facts.map((fact) => ({ fact, said: said(fact), long: isLong(fact) })),
  };
}

/** What stands in the place of each import from a package: the package, in the place of the first from it. */
async function bundlesFor(root: string, pieces: readonly Piece[]): Promise<Map<Piece, string>> {
  const code = new Map<Piece, string>();
  for (const [file, imports] of Map.groupBy(pieces, (piece) => piece.file))
    for (const [i, piece] of imports.entries())
      code.set(piece, i === 0 ? await bundleOf(root, file, imports) : '');
  return code;
}

const bundles = new Map<string, Promise<string>>();

/** A package is bundled once, for whatever chapters need the same of it. */
function bundleOf(root: string, file: string, pieces: readonly Piece[]): Promise<string> {
  const key = `${file} ${pieces.map(({ code }) => code).join(' ')}`;
  const made = bundles.get(key) ?? bundled(root, pieces);
  bundles.set(key, made);
  return made;
}

/** Pieces with their comments, where the chapter shows those. */
export const commented = ({ comment }: Shown, pieces: readonly Piece[]) =>
  comment ? pieces : pieces.map((piece) => ({ ...piece, comment: '' }));

export interface ComparisonOptions {
  /** The expression that says whether the facts that take long are computed too. */
  readonly all: string;
  /** How the reader says that they should be. */
  readonly toAll: string;
  /** A statement for the beginning, the function that takes each line, and a statement for the end. */
  readonly begin: string;
  readonly print: string;
  /** It may look at how many are `differing`. */
  readonly end: string;
}

/** The numbers of the text computed again, and compared with what it says: the end of each notebook. */
export function comparison(
  { stated, factRecords }: Notebook,
  { all, toAll, begin, print, end }: ComparisonOptions,
): string {
  const long = stated.filter((one) => one.long).length;
  const rows = stated.map(
    (one) => `    [${quoted(one.fact)}, ${quoted(one.said)}${one.long ? ', true' : ''}],`,
  );
  const leftOut = `${long} more take${long === 1 ? 's' : ''} long, and ${toAll}.`;
  return [
    `{
  // A fact, its number as the text writes it, and true where that takes long to compute.
  const stated: [string, string, true?][] = [
${rows.join('\n')}
  ];
  const known: Record<string, Fact> = { ${factRecords.map((record) => `...${record}`).join(', ')} };
  const all: boolean = ${all};
  ${begin}
  let compared = 0;
  let differing = 0;
  ${print}('The numbers in the text, computed again.\\n');
  for (const [name, said, long] of stated) {
    if (long && !all) continue;
    const { about, compute, format } = known[name]!;
    const found = format(compute());
    compared += 1;
    if (found === said) ${print}(\`✓ \${said}\`);
    else {
      differing += 1;
      ${print}(\`✗ \${found}, where the text says \${said}\`);
    }
    ${print}(\`  \${about}\`);
  }
  ${print}(
    differing === 0
      ? \`\\nAll \${compared} agree with the text.\`
      : \`\\n\${differing} of \${compared} differ from the text.\`,
  );`,
    ...(long > 0 ? [`  if (!all) ${print}(${quoted(leftOut)});`] : []),
    `  ${end}`,
    '}',
  ].join('\n');
}

/** A text as a literal of JavaScript. */
export const quoted = (text: string) =>
  `'${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;

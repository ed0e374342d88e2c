import { type MdastNode, mdxToMdast } from 'satteri';
import ts from 'typescript';

/** What stands in a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'math'; readonly tex: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly address: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

/** A declaration that the chapter shows. */
export interface Shown {
  readonly kind: 'source';
  readonly file: string;
  readonly names: readonly string[];
  readonly comment: boolean;
}

/** What stands by itself. */
export type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'formula'; readonly tex: string }
  | {
      readonly kind: 'list';
      /** The first number; undefined for a list without. */
      readonly start?: number;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'listing'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  /** An answer or a hint, to be opened when it is wanted. */
  | { readonly kind: 'fold'; readonly title: string; readonly children: readonly Block[] }
  | Shown;

export interface Chapter {
  readonly title: string;
  readonly description: string;
  readonly blocks: readonly Block[];
  /** The names of the facts that the text states, each once, in its order. */
  readonly facts: readonly string[];
}

export interface GlossaryEntry {
  readonly name: string;
  /** TeX. */
  readonly symbol?: string;
  readonly definition: string;
  readonly shape?: string;
  /** What else it is called. */
  readonly also?: string;
}

/** What a chapter's tags stand for. Each throws when it does not know the name. */
export interface Meanings {
  /** How the prose writes a fact. */
  readonly fact: (name: string) => string;
  /** What a term is called. */
  readonly term: (name: string) => string;
  /** Every term, in the order of the glossary. */
  readonly terms: readonly GlossaryEntry[];
  /** The number of a figure: “6.1”. */
  readonly figure: (name: string) => string;
  /** Where an address in the chapter leads, from anywhere; undefined when that is not known. */
  readonly address: (href: string) => string | undefined;
  /** An exercise in code. */
  readonly exercise: (id: string) => Exercise;
}

export interface Exercise {
  readonly title: string;
  /** The program that the reader begins with, and one that is right. */
  readonly begun: string;
  readonly solution: string;
}

/**
 * A chapter's MDX as text without tags: facts as their values, terms as words, figures as their captions,
 * questions with what can be chosen and the answer to open. Throws where a tag or an expression says
 * something that cannot be written down.
 */
export function readChapter(mdx: string, meanings: Meanings): Chapter {
  const tree = mdxToMdast(mdx, { features: { math: true } }) as Node;
  const facts = new Set<string>();
  let questions = 0;

  const blocksOf = (nodes: readonly Node[]): Block[] => {
    const blocks: Block[] = [];
    let line: Node[] = [];
    const end = () => {
      if (line.some(({ type, value }) => type !== 'text' || value?.trim()))
        blocks.push({ kind: 'paragraph', children: inlinesOf(line) });
      line = [];
    };
    for (const node of nodes) {
      if (isInline(node)) line.push(node);
      else {
        end();
        blocks.push(...blockOf(node));
      }
    }
    end();
    return blocks;
  };

  const blockOf = (node: Node): Block[] => {
    const children = node.children ?? [];
    switch (node.type) {
      case 'heading':
        return [{ kind: 'heading', depth: node.depth as number, children: inlinesOf(children) }];
      case 'paragraph':
        // MDX takes a tag that stands alone in a paragraph for a block of its own, and some not.
        return blocksOf(children);
      case 'math':
        return [{ kind: 'formula', tex: node.value as string }];
      case 'blockquote':
        return [{ kind: 'quote', children: blocksOf(children) }];
      case 'list':
        return [
          {
            kind: 'list',
            ...(node.ordered && { start: node.start ?? 1 }),
            items: children.map((item) => blocksOf(item.children ?? [])),
          },
        ];
      case 'table':
        return [
          {
            kind: 'table',
            rows: children.map((row) =>
              (row.children ?? []).map((cell) => inlinesOf(cell.children ?? [])),
            ),
          },
        ];
      case 'code':
        return [{ kind: 'listing', language: node.lang ?? '', text: node.value as string }];
      case 'yaml':
      case 'mdxjsEsm':
        return [];
      case 'mdxJsxFlowElement':
        return tagOf(node);
      default:
        throw new Error(`A notebook cannot hold “${node.type}”: ${node.value ?? ''}`);
    }
  };

  const tagOf = (node: Node): Block[] => {
    const { slots, rest } = inSlots(node);
    const said = (name: string) => String(attributeOf(node, name));
    switch (node.name) {
      case 'Source':
        return [
          {
            kind: 'source',
            file: said('file'),
            names: [attributeOf(node, 'name')].flat() as string[],
            comment: attributeOf(node, 'comment') !== false,
          },
        ];
      case 'Figure': {
        const name = said('name');
        const caption = attributeOf(node, 'caption');
        const sees: Block[] =
          typeof caption === 'string'
            ? [{ kind: 'paragraph', children: [text(caption)] }]
            : blocksOf(slots.get('caption') ?? []);
        const label: Inline = {
          kind: 'strong',
          children: [text(`Figure ${meanings.figure(name)}.`)],
        };
        const where = meanings.address(`#fig-${name}`);
        return [
          {
            kind: 'quote',
            children: [
              ...before([label, text(' ')], sees),
              ...(where
                ? [
                    {
                      kind: 'paragraph' as const,
                      children: [
                        {
                          kind: 'link' as const,
                          address: where,
                          children: [text('Open the figure and move it')],
                        },
                      ],
                    },
                  ]
                : []),
            ],
          },
        ];
      }
      case 'Question':
      case 'DragQuestion':
      case 'DeriveQuestion': {
        questions += 1;
        const title: Inline = {
          kind: 'strong',
          children: [text(`Question ${questions}, before you read on.`)],
        };
        return [
          {
            kind: 'quote',
            children: [
              ...before([title, text(' ')], blocksOf(rest)),
              ...choicesOf(node, meanings.address('')),
              {
                kind: 'fold',
                title: `Answer to question ${questions}`,
                children: blocksOf(slots.get('why') ?? []),
              },
            ],
          },
        ];
      }
      case 'CodeExercise': {
        const id = said('id');
        const { title, begun, solution } = meanings.exercise(id);
        const where = meanings.address(`#exercise-${id}`);
        const tried: Inline[] = [
          text(
            'On the chapter’s page your program is tried, and if it is wrong you are told where.',
          ),
        ];
        return [
          { kind: 'heading', depth: 3, children: [text(`An exercise, to be written: ${title}`)] },
          ...blocksOf(rest),
          { kind: 'listing', language: 'js', text: begun },
          {
            kind: 'paragraph',
            children: where ? [{ kind: 'link', address: where, children: tried }] : tried,
          },
          {
            kind: 'fold',
            title: `A hint: ${title}`,
            children: blocksOf(slots.get('hint') ?? []),
          },
          {
            kind: 'fold',
            title: `A solution: ${title}`,
            children: [{ kind: 'listing', language: 'js', text: solution }],
          },
        ];
      }
      case 'Glossary':
        return [{ kind: 'list', items: meanings.terms.map((term) => [entryOf(term)]) }];
      default:
        return node.children?.length
          ? blocksOf(rest)
          : [
              {
                kind: 'paragraph',
                children: [
                  emphasis('Here the chapter’s page has something that a notebook cannot hold.'),
                ],
              },
            ];
    }
  };

  const inlinesOf = (nodes: readonly Node[]): Inline[] => nodes.flatMap(inlineOf);

  const inlineOf = (node: Node): Inline[] => {
    const children = () => inlinesOf(node.children ?? []);
    switch (node.type) {
      case 'text':
        return [text(node.value as string)];
      case 'inlineMath':
        return [{ kind: 'math', tex: node.value as string }];
      case 'inlineCode':
        return [{ kind: 'code', text: node.value as string }];
      case 'break':
        return [{ kind: 'break' }];
      case 'strong':
      case 'emphasis':
        return [{ kind: node.type, children: children() }];
      case 'link': {
        const address = meanings.address(node.url as string);
        return address ? [{ kind: 'link', address, children: children() }] : children();
      }
      case 'mdxTextExpression':
        return [text(String(literal(node.value as string)))];
      case 'mdxJsxTextElement':
      case 'mdxJsxFlowElement': {
        const name = String(attributeOf(node, 'name'));
        if (node.name === 'Fact') {
          facts.add(name);
          return [text(meanings.fact(name))];
        }
        return node.name === 'Term' && !node.children?.length
          ? [text(meanings.term(name))]
          : children();
      }
      default:
        throw new Error(`A line of a notebook cannot hold “${node.type}”: ${node.value ?? ''}`);
    }
  };

  const blocks = blocksOf(tree.children ?? []);
  const front = tree.children?.find(({ type }) => type === 'yaml')?.value ?? '';
  return {
    title: field(front, 'title'),
    description: field(front, 'description'),
    blocks,
    facts: [...facts],
  };
}

const text = (words: string): Inline => ({ kind: 'text', text: words });
const emphasis = (words: string): Inline => ({ kind: 'emphasis', children: [text(words)] });

const listOf = (items: readonly (readonly Block[])[]): Block => ({ kind: 'list', items });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

/** What a reader may answer: the options, for a derivation those of each step, or where it can be dragged. */
function choicesOf(node: Node, page: string | undefined): Block[] {
  const options = attributeOf(node, 'options') as readonly { text: string }[] | undefined;
  if (options) return [listOf(options.map((option) => [paragraph(text(option.text))]))];
  if (node.name === 'DeriveQuestion') {
    const steps = attributeOf(node, 'steps') as readonly Step[];
    return [
      listOf(
        steps.map(({ asks, factors }) => [
          paragraph(text(asks)),
          listOf(
            factors.map((factor) => [
              paragraph(text(`${factor.text}, of shape ${factor.shape.join(' × ')}`)),
            ]),
          ),
        ]),
      ),
    ];
  }
  if (node.name === 'DragQuestion') {
    const label = text(String(attributeOf(node, 'label')));
    const where: Inline[] = page
      ? [text(' '), { kind: 'link', address: page, children: [text('Drag it on the page')] }]
      : [];
    return [paragraph({ kind: 'emphasis', children: [label] }, ...where)];
  }
  return [];
}

/** A step of a derivation, as its tag writes it. */
interface Step {
  readonly asks: string;
  readonly factors: readonly { readonly text: string; readonly shape: readonly number[] }[];
}

/** A term with its symbol, what it means, its shape, and its other names. */
const entryOf = ({ name, symbol, definition, shape, also }: GlossaryEntry): Block => ({
  kind: 'paragraph',
  children: [
    { kind: 'strong', children: [text(name)] },
    ...(symbol ? [text(', '), { kind: 'math' as const, tex: symbol }] : []),
    text(
      `: ${definition}${shape ? ` Shape: ${shape}.` : ''}${also ? ` Also called: ${also}.` : ''}`,
    ),
  ],
});

/** These words at the beginning of the first paragraph, which is added where there is none. */
function before(words: readonly Inline[], [first, ...others]: readonly Block[]): Block[] {
  return first?.kind === 'paragraph'
    ? [{ kind: 'paragraph', children: [...words, ...first.children] }, ...others]
    : [{ kind: 'paragraph', children: words }, ...(first ? [first] : []), ...others];
}

/** A node of the Markdown tree, of whatever type. */
interface Node {
  readonly type: MdastNode['type'];
  readonly name?: string | null;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly depth?: number;
  readonly ordered?: boolean;
  readonly start?: number | null;
  readonly lang?: string | null;
  readonly url?: string;
  readonly attributes?: readonly {
    readonly type: string;
    readonly name?: string;
    readonly value?: unknown;
  }[];
}

const inlineTags = new Set(['Fact', 'Term']);
const inlineTypes = new Set<string>([
  ...['text', 'inlineMath', 'inlineCode', 'break', 'strong', 'emphasis', 'link'],
  ...['mdxTextExpression', 'mdxJsxTextElement'],
]);
const isInline = ({ type, name }: Node) =>
  inlineTypes.has(type) || (type === 'mdxJsxFlowElement' && inlineTags.has(name ?? ''));

/** A tag's children: those in named slots, and the rest. */
function inSlots({ children = [] }: Node) {
  const slots = new Map<string, readonly Node[]>();
  const rest: Node[] = [];
  for (const child of children) {
    const slot = child.name === 'Fragment' && attributeOf(child, 'slot');
    if (typeof slot === 'string') slots.set(slot, child.children ?? []);
    else rest.push(child);
  }
  return { slots, rest };
}

/** The value of an attribute: a text, or what a literal in braces says; undefined where there is none. */
function attributeOf({ attributes = [] }: Node, name: string): unknown {
  const found = attributes.find((attribute) => attribute.name === name);
  const value = found?.value;
  return typeof value === 'object' && value !== null
    ? literal((value as { value: string }).value)
    : (value ?? undefined);
}

/** What a literal of JavaScript means. Throws for any other expression. */
function literal(source: string): unknown {
  const tree = ts.createSourceFile('expression.ts', `(${source})`, ts.ScriptTarget.Latest);
  const [statement] = tree.statements;
  const read = (node: ts.Node): unknown => {
    if (ts.isParenthesizedExpression(node)) return read(node.expression);
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isNumericLiteral(node)) return Number(node.text);
    if (ts.isPrefixUnaryExpression(node)) return -(read(node.operand) as number);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    if (ts.isArrayLiteralExpression(node)) return node.elements.map(read);
    if (ts.isObjectLiteralExpression(node))
      return Object.fromEntries(
        node.properties.map((property) => {
          if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name))
            return [property.name.text, read(property.initializer)];
          throw new Error(`A notebook cannot say what {${source}} is.`);
        }),
      );
    throw new Error(`A notebook cannot say what {${source}} is.`);
  };
  if (!statement || !ts.isExpressionStatement(statement))
    throw new Error(`A notebook cannot say what {${source}} is.`);
  return read(statement.expression);
}

/** A line of the front matter, with or without quotes. */
function field(front: string, name: string): string {
  const said = new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(front)?.[1] ?? '';
  return /^".*"$/.test(said) ? (JSON.parse(said) as string) : said.replace(/^'(.*)'$/, '$1');
}

import { readFileSync } from 'node:fs';
import { mdxToMdast } from 'satteri';
import { chapterFile, parts } from '../../../src/site/course.ts';
import { terms } from '../../../src/site/terms.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** Every formula of the chapters and of the glossary, as it is written there. */
export function formulas(): string[] {
  const found: string[] = [];
  const visit = ({ type, value, children = [] }: Node) => {
    if (type === 'math' || type === 'inlineMath') found.push(value as string);
    children.forEach(visit);
  };
  for (const { chapters } of parts)
    for (const chapter of chapters)
      visit(
        mdxToMdast(readFileSync(chapterFile(chapter), 'utf8'), {
          features: { math: true },
        }) as Node,
      );
  for (const { symbol } of Object.values(terms)) if (symbol) found.push(symbol);
  return found;
}

import { describe, expect, it } from 'vitest';
import { declarationText } from '../../../src/site/declarations.ts';

const source = `import x from 'y';

/** Far above. */
const other = 1;

/**
 * Doubles.
 */
export function twice(n: number) {
  return 2 * n;
}

/** The square. */
export const square = (n: number) => n * n;
`;

describe('a declaration shown in a chapter', () => {
  it('is its own text with the comment above it, and nothing else', () => {
    expect(declarationText(source, 'a.ts', 'twice')).toBe(
      '/**\n * Doubles.\n */\nexport function twice(n: number) {\n  return 2 * n;\n}',
    );
    expect(declarationText(source, 'a.ts', 'square')).toBe(
      '/** The square. */\nexport const square = (n: number) => n * n;',
    );
  });

  it('can leave the comment out', () => {
    expect(declarationText(source, 'a.ts', 'square', { comment: false })).toBe(
      'export const square = (n: number) => n * n;',
    );
  });

  it('fails, naming what there is, when the name is unknown', () => {
    expect(() => declarationText(source, 'a.ts', 'thrice')).toThrow(
      'a.ts declares no “thrice”; it declares other, twice, square.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { readingMinutes } from '@/site/reading-time.ts';

const words = (n: number) => Array.from({ length: n }, () => 'word').join(' ');

describe('readingMinutes', () => {
  it('counts 230 words a minute, and rounds up', () => {
    expect(readingMinutes(words(230))).toBe(1);
    expect(readingMinutes(words(231))).toBe(2);
    expect(readingMinutes(words(1150))).toBe(5);
  });

  it('never promises less than a minute', () => expect(readingMinutes('')).toBe(1));

  it('does not read imports, tags, and expressions in braces', () =>
    expect(
      readingMinutes(
        `import A from 'a';\n${words(230)}\n<Figure caption="one two three" />\n{/* a note */}`,
      ),
    ).toBe(1));

  it('takes four seconds for a displayed formula and for a line of code', () => {
    expect(readingMinutes(`${words(115)}\n${'$$\nx = y\n$$\n'.repeat(7)}`)).toBe(1);
    expect(readingMinutes(`${words(115)}\n${'$$\nx = y\n$$\n'.repeat(8)}`)).toBe(2);
    expect(readingMinutes(`${words(115)}\n\`\`\`ts\n${'a();\n'.repeat(8)}\`\`\`\n`)).toBe(2);
  });

  it('reads a formula in the text as one word', () =>
    expect(readingMinutes(`${words(229)} $\\hat y = a + b$`)).toBe(1));
});

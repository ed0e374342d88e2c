const wordsPerMinute = 230;
const secondsPerFormula = 4;

/**
 * Minutes to read a chapter's MDX, rounded up: its words at 230 a minute, and four seconds for a
 * displayed formula or a line of code. Imports, tags and what stands in braces are not read.
 */
export function readingMinutes(mdx: string): number {
  let formulas = 0;
  const prose = mdx
    .replaceAll(/^(import|export)\s.*$/gm, '')
    .replaceAll(/^```[\s\S]*?^```/gm, (block) => {
      formulas += block.split('\n').length - 2;
      return '';
    })
    .replaceAll(/\$\$[\s\S]*?\$\$/g, () => {
      formulas++;
      return '';
    })
    .replaceAll(/\$[^$\n]*\$/g, ' symbol ')
    .replaceAll(/\{[^{}]*\}/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ');
  const words = prose.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
  return Math.max(1, Math.ceil(words / wordsPerMinute + (formulas * secondsPerFormula) / 60));
}

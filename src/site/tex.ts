import katex from 'katex';
import { formulaCharacters } from './faces.ts';
import { macros } from './katex-macros.ts';

/**
 * HTML and MathML of a formula, made at build time. A mistake in the TeX fails the build, and so does a
 * character that the faces served here do not hold.
 */
export function tex(formula: string, displayMode = false): string {
  const html = rendered(formula, displayMode);
  const [, seen = ''] = html.split('class="katex-html"');
  for (const character of seen.replace(/^[^>]*>|<[^>]*>/g, '').replace(/&\w+;/g, '&'))
    if (character.trim() && !formulaCharacters.includes(character))
      throw new Error(
        `The formula ${formula} needs “${character}”; add it to formulaCharacters in src/site/faces.ts.`,
      );
  return html;
}

const rendered = (formula: string, displayMode: boolean): string =>
  katex
    .renderToString(formula, {
      displayMode,
      macros: { ...macros },
      output: 'htmlAndMathml',
      // Strict, but for the marks that `trust` lets through.
      strict: (rule) => (rule === 'htmlExtension' ? 'ignore' : 'error'),
      throwOnError: true,
      // Figures mark a place for a live number as \\htmlId{name}{…} or \\htmlClass{name}{…}.
      trust: ({ command }) =>
        command === '\\htmlId' || command === '\\htmlClass' || command === '\\htmlData',
    })
    // The source, in the macros of this course, would be of use nowhere else.
    .replaceAll(/<annotation[\s\S]*?<\/annotation>/g, '')
    // The search would find each formula twice.
    .replaceAll('class="katex-mathml"', 'class="katex-mathml" data-pagefind-ignore');

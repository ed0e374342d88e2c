import katex from 'katex';
import { macros } from './katex-macros.ts';

/** HTML and MathML of a formula, made at build time. A mistake in the TeX fails the build. */
export const tex = (formula: string, displayMode = false): string =>
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
    // The search would find each formula twice, the second time as TeX.
    .replaceAll('class="katex-mathml"', 'class="katex-mathml" data-pagefind-ignore');

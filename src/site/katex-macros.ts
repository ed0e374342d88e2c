/** One table of TeX macros, for the chapters and for the formulas inside figures. */
export const macros: Record<string, string> = {
  '\\R': '\\mathbb{R}',
  '\\vect': '\\mathbf{#1}',
  // In the upright face, which every page with a formula loads anyway.
  '\\T': '^{\\mathrm{T}}',
  '\\wfinal': '\\mathbf{w}_{\\text{final}}',
  '\\bfinal': 'b_{\\text{final}}',
  // What stands there, and under it its shape, a little apart.
  '\\shaped': '\\underset{\\rule{0pt}{0.85em}#2}{#1}',
  // Where L counts the layers.
  '\\loss': 'L',
  '\\pd': '\\frac{\\partial #1}{\\partial #2}',
};

/** A worked solution as the reader sees it, and what the reader begins with. */
export interface Programs {
  readonly solution: string;
  readonly begun: string;
}

/**
 * Both programs from one file that runs. Its first lines, up to an empty one, and the word `export` are
 * not the reader's. What stands between `//(` and `//)` is left to the reader, who finds in its
 * place what stands behind `//)`.
 */
export function programsOf(file: string): Programs {
  const text = file
    .slice(file.indexOf('\n\n') + 2)
    .trimEnd()
    .replaceAll(/^export /gm, '');
  const marked = /^ *\/\/\(\n([\s\S]*?)((?:^ *\/\/\).*\n)+)/gm;
  return {
    solution: text.replaceAll(marked, '$1'),
    begun: text.replaceAll(marked, (_, _answer, instead: string) =>
      instead.replaceAll(/\/\/\) ?/g, '').replaceAll(/^ +$/gm, ''),
    ),
  };
}

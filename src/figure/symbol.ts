/**
 * A class's mark as a path about the place where it begins, for pictures that are not charts:
 * class 1 a disc, every other class a triangle, of about the same weight.
 */
export function classPath(label: number, radius: number): string {
  const r = radius;
  return label === 1
    ? `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
    : `m0 ${-1.43 * r}l${1.24 * r} ${2.15 * r}h${-2.48 * r}z`;
}

/** What is used of it here; the package brings no types of its own. */
declare module 'subset-font' {
  export interface SubsetOptions {
    readonly targetFormat: 'woff2';
    /** Axes held at one value, or cut to a range. */
    readonly variationAxes?: Readonly<Record<string, number | { min: number; max: number }>>;
    /** OpenType features by their tags; all stay when it is left out. */
    readonly keepFeatures?: readonly string[];
  }
  /** The face with the letters of `text` only. */
  export default function subsetFont(
    face: Buffer,
    text: string,
    options: SubsetOptions,
  ): Promise<Buffer>;
}

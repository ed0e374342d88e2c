/**
 * A library's code with something else in place of one passage.
 *
 * @param file whose code it is
 * @param plugin who replaces it: a file of this folder
 * Throws when the passage is not there: the library has changed, and the plugin must be looked at again.
 */
export function replaced(
  code: string,
  passage: string | RegExp,
  instead: string,
  { file, plugin }: { readonly file: string; readonly plugin: string },
): string {
  const mended = code.replace(passage, () => instead);
  if (mended === code)
    throw new Error(
      `${file} has changed: look whether src/site/${plugin} is still needed, and mend or drop it.`,
    );
  return mended;
}

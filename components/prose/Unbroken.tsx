import { unbrokenParts } from '../../src/site/unbroken.ts';

/** A sentence whose formulas, lists and numbers with their units are not torn apart by the end of a line. */
export function Unbroken({ text }: { readonly text: string }) {
  return (
    <>
      {unbrokenParts(text).map((part, i) =>
        part.whole ? (
          <span key={i} class="unbroken">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </>
  );
}

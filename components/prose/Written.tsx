/** A symbol given as plain text, as it is set: letters after `_` stand lower, as in w_final. */
export function Written({ text }: { readonly text: string }) {
  const [before, ...rest] = text.split(/_([a-z]+)/);
  return (
    <>
      {before}
      {rest.map((part, i) => (i % 2 === 0 ? <sub key={i}>{part}</sub> : part))}
    </>
  );
}

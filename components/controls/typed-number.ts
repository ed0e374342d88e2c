/**
 * A number as people type it: 73.5, 73,5, −2, and thousands as 1,000, 1 000 or 1.000.000. Of a point and a
 * comma the later one begins the decimals. A single comma before three digits parts thousands, as in
 * this course's own numbers, but not behind a zero: 0,125. A single point always begins decimals.
 * Undefined for what is not such a number.
 */
export function typedNumber(text: string): number | undefined {
  const typed = text.trim().replace('−', '-');
  const form = forms.find(({ shape }) => shape.test(typed));
  if (!form) return undefined;
  return Number(typed.replace(form.parts, '').replace(',', '.'));
}

/** How a number may be written, the likelier reading first, and what parts its thousands. */
const forms = [
  { shape: /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/, parts: /,/g },
  { shape: /^[+-]?(\d+[.,]?\d*|[.,]\d+)$/, parts: /\s/g },
  { shape: /^[+-]?[1-9]\d{0,2}(\s\d{3})+([.,]\d*)?$/, parts: /\s/g },
  { shape: /^[+-]?[1-9]\d{0,2}((\.\d{3})+,\d*|(\.\d{3}){2,})$/, parts: /\./g },
];

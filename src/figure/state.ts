/**
 * What a reader chose in a figure, in an address and back. A field is a number in a range, a
 * choice from a list, a list of numbers, or a short text. Reading never throws: what cannot be used falls back to
 * the default with a notice that says what was expected and what came.
 */
export type Field =
  | {
      readonly kind: 'number';
      readonly default: number;
      readonly min: number;
      readonly max: number;
      readonly integer?: true;
    }
  | { readonly kind: 'choice'; readonly default: string; readonly values: readonly string[] }
  | {
      readonly kind: 'numbers';
      readonly default: readonly number[];
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'text'; readonly default: string; readonly maxLength: number };

export type Schema = Readonly<Record<string, Field>>;

export type State<S extends Schema> = {
  readonly [K in keyof S]: S[K] extends { kind: 'number' }
    ? number
    : S[K] extends { kind: 'numbers' }
      ? readonly number[]
      : S[K] extends { kind: 'choice'; values: readonly (infer V)[] }
        ? V
        : string;
};

/** The version of the addresses written here; one of another version is refused with a notice. */
export const stateVersion = '1';

/** An address longer than this is refused unread. */
export const longestQuery = 4096;

export const defaultState = <S extends Schema>(schema: S): State<S> =>
  Object.fromEntries(
    Object.entries(schema).map(([name, field]) => [name, field.default]),
  ) as State<S>;

/** The part of an address that holds a state: only what differs from the defaults. */
export function formatState<S extends Schema>(schema: S, state: State<S>): string {
  const query = new URLSearchParams({ v: stateVersion });
  for (const [name, field] of Object.entries(schema)) {
    const value = state[name] as unknown;
    const text = Array.isArray(value) ? value.map(String).join(' ') : String(value);
    const usual = Array.isArray(field.default)
      ? field.default.map(String).join(' ')
      : String(field.default);
    if (text !== usual) query.set(name, text);
  }
  return query.toString();
}

/** Reads a state from an address's query (without `?`). */
export function parseState<S extends Schema>(
  schema: S,
  query: string,
): { state: State<S>; notices: string[] } {
  const state: Record<string, unknown> = { ...defaultState(schema) };
  const notices: string[] = [];
  if (query.length > longestQuery) {
    notices.push(
      `This link holds ${query.length} characters; at most ${longestQuery} are read. The figure starts from its defaults.`,
    );
    return { state: state as State<S>, notices };
  }
  const given = new URLSearchParams(query);
  const version = given.get('v');
  if (version !== null && version !== stateVersion) {
    notices.push(
      `This link is of version “${clip(version)}”, but version ${stateVersion} is read here. The figure starts from its defaults.`,
    );
    return { state: state as State<S>, notices };
  }
  if (
    /%(?![0-9a-f]{2})/i.test(query) ||
    query.includes('%EF%BF%BD') ||
    [...given.values()].some((v) => v.includes('�'))
  )
    notices.push('This link is damaged: a part of it cannot be read.');
  for (const [name, field] of Object.entries(schema)) {
    const texts = given.getAll(name);
    if (texts.length === 0) continue;
    if (texts.length > 1)
      notices.push(`The link names “${name}” ${texts.length} times; the first is used.`);
    const read = readField(field, texts[0] as string);
    state[name] = read.value;
    if (read.expected)
      notices.push(
        `“${name}” should be ${read.expected}, but the link says “${clip(texts[0] as string)}”; ${describe(read.value)} is used.`,
      );
  }
  return { state: state as State<S>, notices };
}

function readField(field: Field, text: string): { value: unknown; expected?: string } {
  switch (field.kind) {
    case 'choice':
      return field.values.includes(text)
        ? { value: text }
        : { value: field.default, expected: `one of ${field.values.join(', ')}` };
    case 'text':
      return text.length <= field.maxLength
        ? { value: text }
        : { value: field.default, expected: `at most ${field.maxLength} characters` };
    case 'number': {
      const { value, good } = readNumber(text, field);
      return good ? { value } : { value, expected: rangeOf(field) };
    }
    case 'numbers': {
      const parts = text
        .split(' ')
        .map((part) => readNumber(part, { ...field, default: Number.NaN }));
      return parts.length === field.default.length && parts.every(({ good }) => good)
        ? { value: parts.map(({ value }) => value) }
        : {
            value: field.default,
            expected: `${field.default.length} numbers, each ${rangeOf(field)}`,
          };
    }
  }
}

type Range = { min: number; max: number; default: number; integer?: true };

function readNumber(text: string, range: Range): { value: number; good: boolean } {
  // The plain decimal form only: Number() would also take '', ' 7 ', '0x10' and 'Infinity'.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return { value: range.default, good: false };
  const value = Number(text);
  if (!Number.isFinite(value)) return { value: range.default, good: false };
  if (range.integer && !Number.isInteger(value)) return { value: range.default, good: false };
  const clamped = Math.min(range.max, Math.max(range.min, value));
  return { value: clamped, good: clamped === value };
}

const rangeOf = ({ min, max, integer }: { min: number; max: number; integer?: true }) =>
  `a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;

const describe = (value: unknown) => (Array.isArray(value) ? value.join(' ') : String(value));

const clip = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/**
 * What the reader has written, kept on this device only. Storage may be blocked, full or corrupt: then
 * the text lives as long as the page, and the reader is told.
 */
interface Kept {
  readonly version: 1;
  readonly texts: Readonly<Record<string, string>>;
}

const place = 'lines-that-learn/code';
/** Longer texts are not kept: a program here has some dozens of lines. */
const longest = 50_000;

export interface Found {
  /** Absent where nothing was kept. */
  readonly text?: string;
  /** Something was there that cannot be used. */
  readonly damaged: boolean;
}

export function readText(id: string): Found {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(place);
  } catch {
    return { damaged: false }; // blocked: as on a first visit
  }
  if (stored === null) return { damaged: false };
  const kept = parse(stored);
  const text = kept && Object.hasOwn(kept.texts, id) ? kept.texts[id] : undefined;
  return typeof text === 'string'
    ? { text, damaged: false }
    : { damaged: kept === undefined || text !== undefined };
}

/** Keeps a text, or forgets it. Returns false when the browser would not. */
export function keepText(id: string, text: string | undefined): boolean {
  if (text !== undefined && text.length > longest) return false;
  try {
    const before = parse(localStorage.getItem(place) ?? '')?.texts ?? {};
    const { [id]: _, ...others } = before;
    const kept: Kept = {
      version: 1,
      texts: text === undefined ? others : { ...others, [id]: text },
    };
    localStorage.setItem(place, JSON.stringify(kept));
    return true;
  } catch {
    return false; // blocked or full
  }
}

function parse(stored: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(stored);
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isKept = (kept: unknown): kept is Kept =>
  typeof kept === 'object' &&
  kept !== null &&
  (kept as Kept).version === 1 &&
  typeof (kept as Kept).texts === 'object' &&
  (kept as Kept).texts !== null;

/**
 * What the reader has answered, kept on this device only. Storage may be blocked, full or corrupt:
 * then the page works as on a first visit, and nothing is lost but the memory of it.
 */
export interface Answered {
  /** The reader's last guess, as they gave it. */
  readonly guess: string;
  readonly right: boolean;
}

interface Progress {
  readonly version: 1;
  readonly answers: Readonly<Record<string, Answered>>;
}

const place = 'lines-that-learn';

export function readAnswer(id: string): Answered | undefined {
  const { answers } = read();
  const found = Object.hasOwn(answers, id) ? answers[id] : undefined;
  return typeof found?.guess === 'string' && typeof found.right === 'boolean' ? found : undefined;
}

/** Returns false when the browser would not keep it. */
export function keepAnswer(id: string, answer: Answered): boolean {
  const progress: Progress = { version: 1, answers: { ...read().answers, [id]: answer } };
  try {
    localStorage.setItem(place, JSON.stringify(progress));
    return true;
  } catch {
    return false; // blocked or full
  }
}

function read(): Progress {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (isProgress(kept)) return kept;
  } catch {
    // blocked, or not JSON: as on a first visit
  }
  return { version: 1, answers: {} };
}

const isProgress = (kept: unknown): kept is Progress =>
  typeof kept === 'object' &&
  kept !== null &&
  (kept as Progress).version === 1 &&
  typeof (kept as Progress).answers === 'object' &&
  (kept as Progress).answers !== null;

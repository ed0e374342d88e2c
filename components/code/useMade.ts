import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { inWords } from '../../src/exercise/cells/session.ts';
import type { Bench } from '../../src/exercise/cells/stop.ts';
import { shapeOf } from '../../src/exercise/words.ts';
import { type Changed, openerOf, tellMaking, useChanged } from './changed.ts';

/** What a figure computes, and a sentence where the reader's code would not. */
export interface Made<T> {
  readonly value: T;
  /** What the course's own functions make, for a value that no longer fits what was chosen since. */
  readonly original: T;
  /** The reader's changed functions have made it. */
  readonly isChanged: boolean;
  readonly notices: readonly string[];
}

/** Numbers that a figure's own listing makes: by the course's function here, or by the changed one there. */
export interface Making<T> {
  /** By the course's own functions. */
  readonly here: () => T;
  /** The same question, put to the functions of the page with the reader's changes among them. */
  readonly there: (bench: Bench) => Promise<T>;
}

/**
 * A value that a figure computes from what the reader chose, by a function that its page shows. Once the
 * reader has changed that function and run it, the changed one makes the value, in the sandbox: the one
 * before stays until it comes, and of what is asked meanwhile only the last counts.
 */
export function useMade<T>(figure: string, making: Making<T>, inputs: readonly unknown[]): Made<T> {
  const changed = useChanged(figure);
  const here = useMemo(making.here, inputs);
  const [made, setMade] = useState<{ readonly by: readonly Changed[]; readonly value: T }>();
  const [trouble, setTrouble] = useState('');
  const latest = useRef(making);
  latest.current = making;
  const opener = useMemo(() => (changed.length > 0 ? openerOf(changed) : undefined), [changed]);
  const asking = useRef<Asking | undefined>(undefined);
  useEffect(
    () => () => {
      asking.current = undefined; // what was asked of these cells is of no use any more
      opener?.close();
      setTrouble('');
    },
    [opener],
  );
  useEffect(() => {
    if (!opener) return;
    if (asking.current) {
      asking.current.isStale = true;
      return;
    }
    const mine: Asking = { isStale: false };
    asking.current = mine;
    const ask = async () => {
      do {
        mine.isStale = false;
        const value = await latest.current.there(await opener.open());
        if (asking.current !== mine) return;
        setMade({ by: changed, value });
        setTrouble('');
      } while (mine.isStale);
    };
    ask()
      .catch((error) => {
        if (asking.current === mine) setTrouble(inWords(error).message);
      })
      .finally(() => {
        if (asking.current === mine) asking.current = undefined;
      });
  }, [opener, ...inputs]);

  const isMade = made !== undefined && made.by === changed;
  const isWaiting = opener !== undefined && !isMade && trouble === '';
  useEffect(() => {
    tellMaking(figure, asking, isWaiting);
    return () => tellMaking(figure, asking, false);
  }, [figure, changed, isWaiting]);
  const isChanged = opener !== undefined && isMade;
  return {
    value: isChanged ? made.value : here,
    original: here,
    isChanged,
    notices: opener && trouble ? [trouble] : [],
  };
}

/** A question on its way; stale once another has come up. */
interface Asking {
  isStale: boolean;
}

/** The answers to a long list of questions, put in parts that each fit into the sandbox's time. */
export async function inParts<Question>(
  questions: readonly Question[],
  size: number,
  ask: (part: readonly Question[]) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (let from = 0; from < questions.length; from += size)
    answers.push(...((await ask(questions.slice(from, from + size))) as readonly unknown[]));
  return answers;
}

/** So many numbers, as changed code returned them. Throws where it returned something else. */
export function numbersOf(value: unknown, count: number, what: string): readonly number[] {
  const isThat =
    Array.isArray(value) &&
    value.length === count &&
    value.every((entry) => typeof entry === 'number');
  if (!isThat) throw new Error(`${what} has to be ${count} numbers; got ${shapeOf(value)}.`);
  return value as readonly number[];
}

import type { ParsedLink } from '../../src/exchange/link.ts';
import type { History } from '../../src/training/history.ts';
import type { NetworkRun } from '../../src/training/playground.ts';
import type { Place } from '../../src/training/trainer.ts';

/** The name under which the run stands in the page's address. */
const field = 'run';

/** What the page's address says of a run; undefined when it says nothing of one. */
export async function readLink(usual: NetworkRun): Promise<ParsedLink | undefined> {
  const query = new URLSearchParams(location.search);
  const isMeant = isEmbedded() || query.get('fig') === 'playground';
  const text = query.get(field);
  if (!isMeant || text === null) return undefined;
  const { parseLink } = await import('../../src/exchange/link.ts');
  return parseLink(text, usual);
}

/**
 * The address of a run at a step. Where all of it went at one pace, training leads there again, to the last
 * digit; else the address holds the weights. Throws when that is too much for an address.
 */
export async function writeLink(run: NetworkRun, place: Place, history: History): Promise<string> {
  const { formatLink } = await import('../../src/exchange/link.ts');
  const { paces } = history;
  const first = history.moments[0]?.step ?? 0;
  const isEven =
    place.step === first || paces.every(({ pace }) => pace.learningRate === run.pace.learningRate);
  const { step, parameters, memory } = place;
  const text = isEven
    ? await formatLink(run, step > first ? step : undefined)
    : await formatLink({ ...run, origin: { step, parameters, ...(memory && { memory }) } });
  if (text === undefined)
    throw new Error(
      'This state is too large for an address (4 kB). “Save model (JSON)” keeps it as a file.',
    );
  return isEmbedded() ? `?${field}=${text}` : `?fig=playground&${field}=${text}#fig-playground`;
}

const isEmbedded = () => document.documentElement.dataset['embed'] !== undefined;

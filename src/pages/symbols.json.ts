import { shownSources } from '../site/shown-sources.ts';
import { toldSymbols } from '../site/told-symbols.ts';

/** What every symbol means, for the script that tells it where a reader asks. */
export const GET = () => Response.json(toldSymbols(shownSources));

import { useCallback, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import {
  defaultState,
  formatState,
  parseState,
  type Schema,
  type State,
} from '../../src/figure/state.ts';

/**
 * What the reader chose in this figure. It begins at the defaults, as the still shows them; when the
 * page's address holds a state of this figure (`?fig=NAME&…`), that is taken up right after.
 * The schema must be a constant of the module.
 */
export function useFigureState<S extends Schema>(name: string, schema: S) {
  const [state, setState] = useState(() => defaultState(schema));
  const [notices, setNotices] = useState<readonly string[]>([]);

  useLayoutEffect(() => {
    const query = queryOf(name, location.search.slice(1));
    if (query === undefined) return;
    const read = parseState(schema, query);
    setState(read.state);
    setNotices(read.notices);
  }, [name, schema]);

  const set = useCallback(
    (change: Partial<State<S>>) => setState((before) => ({ ...before, ...change })),
    [],
  );
  const link = useCallback(() => {
    const query = formatState(schema, state);
    return isEmbedded() ? `?${query}` : `?fig=${name}&${query}#fig-${name}`;
  }, [name, schema, state]);
  return useMemo(() => ({ state, set, notices, link }), [state, set, notices, link]);
}

/** The query if it is meant for this figure: on a page of its own, or named by `fig`. */
function queryOf(name: string, query: string): string | undefined {
  if (query === '') return undefined;
  if (isEmbedded()) return query;
  return new URLSearchParams(query).get('fig') === name ? query : undefined;
}

const isEmbedded = () => document.documentElement.dataset['embed'] !== undefined;

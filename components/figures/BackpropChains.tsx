import { Fragment } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { NamedTerm } from '../../src/figure/backprop-numbers.ts';

export interface BackpropChainsProps {
  /** Each begins with the gradient; then its factors, from the loss to the parameter. */
  readonly chains: readonly (readonly string[])[];
  readonly terms: ReadonlyMap<string, NamedTerm>;
  /** The letters of the terms, rendered at build time. */
  readonly symbols: Readonly<Record<string, string>>;
  /** How far each gradient is from its finite differences, in words. */
  readonly differences: readonly string[];
  readonly now: string;
  /** What this step multiplies, chain by chain. */
  readonly parts: readonly ReadonlySet<string>[];
  readonly lit: string | undefined;
  readonly onLight: (term: string | undefined) => void;
  readonly onJump: (term: string) => void;
}

/** The four chains under each other, each factor a button: one tab stop, arrow keys from one to the next. */
export function BackpropChains(props: BackpropChainsProps) {
  const { chains, terms, symbols, differences, now, parts, lit, onLight, onJump } = props;
  const root = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(0);
  const key = (event: KeyboardEvent) => {
    const buttons = root.current?.querySelectorAll<HTMLElement>('button') ?? [];
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = way === undefined ? undefined : buttons[cursor + way];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const places = chains.map((_, row) =>
    chains.slice(0, row).reduce((count, chain) => count + chain.length, 0),
  );
  return (
    <div
      class="backprop-chains"
      ref={root}
      role="group"
      aria-label="The four chains. Arrow keys go from factor to factor, Enter to its step."
      onKeyDown={key}
    >
      <p class="backprop-agreeing">{agreeing}</p>
      {chains.map((chain, row) => (
        <div class="backprop-chain" key={chain[0]}>
          {chain.map((term, i) => {
            const place = (places[row] as number) + i;
            const { symbol, shape } = terms.get(term) as NamedTerm;
            return (
              <Fragment key={term}>
                {i > 0 && <span class="backprop-sign">{i === 1 ? '=' : '·'}</span>}
                <button
                  type="button"
                  class="backprop-term"
                  data-now={term === now ? '' : undefined}
                  data-part={parts[row]?.has(term) ? '' : undefined}
                  data-lit={term === lit ? '' : undefined}
                  aria-label={`${symbol.text}, ${shape}`}
                  aria-current={term === now ? 'step' : undefined}
                  tabIndex={place === cursor ? 0 : -1}
                  onPointerEnter={() => onLight(term)}
                  onPointerLeave={() => onLight(undefined)}
                  onFocus={() => {
                    setCursor(place);
                    onLight(term);
                  }}
                  onBlur={() => onLight(undefined)}
                  onClick={() => onJump(term)}
                >
                  <span dangerouslySetInnerHTML={{ __html: symbols[term] ?? symbol.text }} />
                  <small>{shape}</small>
                </button>
              </Fragment>
            );
          })}
          <span class="backprop-agrees">
            <span>{agreeing} </span>
            {differences[row]}
          </span>
        </div>
      ))}
    </div>
  );
}

const agreeing = 'agrees with finite differences to';

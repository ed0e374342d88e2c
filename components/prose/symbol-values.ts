import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SymbolKey } from '../../src/site/symbols.ts';

/** What symbols are in a figure at this moment, as text: `(1.20, −0.35)`. */
export type SymbolValues = Partial<Record<SymbolKey, string>>;

const question = 'symbolvalue';

/** What a page asks a figure: the value of a symbol. A figure that has one writes it here. */
interface Asked {
  readonly key: string;
  value?: string | undefined;
}

/** Lets the page ask this figure for the values of its symbols: see `askFigures`. */
export function useSymbolValues(
  root: RefObject<HTMLElement>,
  values: (() => SymbolValues) | undefined,
): void {
  const latest = useRef(values);
  latest.current = values;
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const answer = (event: Event) => {
      const asked = (event as CustomEvent<Asked>).detail;
      const now: Readonly<Record<string, string | undefined>> = latest.current?.() ?? {};
      if (Object.hasOwn(now, asked.key)) asked.value = now[asked.key];
    };
    element.addEventListener(question, answer);
    return () => element.removeEventListener(question, answer);
  }, []);
}

/**
 * The value of a symbol in the figure nearest to a place of the page that has one, and that figure.
 * Figures that are not awake yet have none.
 */
export function askFigures(
  key: string,
  near: Element,
): { readonly value: string; readonly figure: Element } | undefined {
  const at = near.getBoundingClientRect();
  const distance = (figure: Element) => {
    const { top, bottom } = figure.getBoundingClientRect();
    return Math.max(0, top - at.bottom, at.top - bottom);
  };
  const figures = [...document.querySelectorAll('figure.figure')].sort(
    (a, b) => distance(a) - distance(b),
  );
  for (const figure of figures) {
    const panel = figure.querySelector('.panel');
    const detail: Asked = { key };
    panel?.dispatchEvent(new CustomEvent(question, { detail }));
    if (detail.value !== undefined) return { value: detail.value, figure };
  }
  return undefined;
}

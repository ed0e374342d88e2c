import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { OnePoint } from '../../src/figure/backprop-numbers.ts';
import { textAt } from './backprop-text.ts';

export interface BackpropFormulaProps {
  readonly step: string;
  /** What the step computes, in plain text. */
  readonly name: string;
  readonly values: OnePoint['values'];
  readonly lit: string | undefined;
  readonly onLight: (term: string | undefined) => void;
  /** The first step's formula, in an element of class `backprop-step`. */
  readonly children: ComponentChildren;
  /** The formulas of all steps, in a `noscript`. */
  readonly still: ComponentChildren;
}

/**
 * The step's formula, as the build rendered it: only the numbers in its marked places are written anew.
 * Its terms light under the pointer and, once it has the focus, by the arrow keys.
 */
export function BackpropFormula(props: BackpropFormulaProps) {
  const { step, name, values, lit, onLight, children, still } = props;
  const root = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(step);

  useLayoutEffect(() => {
    const host = box.current?.querySelector('.backprop-step');
    if (!host || shown.current === step) return;
    const html = formulaOf(step, root.current?.querySelector('noscript')?.textContent ?? '');
    if (html !== undefined) host.innerHTML = html;
    shown.current = step;
  }, [step]);
  useLayoutEffect(() => {
    for (const place of box.current?.querySelectorAll<HTMLElement>('[data-place]') ?? []) {
      const text = textAt(values, place.dataset['place'] as string);
      if (place.textContent !== text) place.textContent = text;
    }
  }, [step, values]);
  useLayoutEffect(() => {
    for (const term of termsIn(box.current)) term.toggleAttribute('data-lit', termOf(term) === lit);
  }, [step, lit]);

  const under = (event: Event) =>
    termOf((event.target as Element).closest<HTMLElement>('[data-term]'));
  const key = (event: KeyboardEvent) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const names = [...new Set(termsIn(box.current).map(termOf))];
    const here = names.indexOf(lit);
    const there = here < 0 ? (way > 0 ? 0 : -1) : here + way;
    onLight(names.at(Math.min(names.length - 1, here < 0 ? there : Math.max(0, there))));
  };
  return (
    <div ref={root}>
      <div
        class="backprop-formulas"
        ref={box}
        role="group"
        aria-label={`Formula of ${name}. The left and right arrow keys go from term to term.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its terms are reached by the arrow keys.
        tabIndex={0}
        onPointerOver={(event) => onLight(under(event))}
        onPointerLeave={() => onLight(undefined)}
        onBlur={() => onLight(undefined)}
        onKeyDown={key}
      >
        {children}
      </div>
      {still}
    </div>
  );
}

const termOf = (element: HTMLElement | null) => element?.dataset['term'];

const termsIn = (box: HTMLElement | null) => [
  ...(box?.querySelectorAll<HTMLElement>('[data-term]') ?? []),
];

/** A step's formula, out of the still. */
const formulaOf = (step: string, still: string): string | undefined =>
  still
    .split('<li data-step="')
    .find((item) => item.startsWith(`${step}"`))
    ?.replace(/^[^>]*>/, '')
    .split('</li>')[0];

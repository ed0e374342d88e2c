import './term-bubble.css';
import './symbol-guide.css';
import { address } from '../../src/site/address.ts';
import type { ToldSymbol } from '../../src/site/told-symbols.ts';
import { askFigures } from './symbol-values.ts';

/**
 * Tells what a symbol in a formula means, where a reader points at it, touches it or goes to it by
 * keyboard: name, shape, definition, its value in the figure nearby, the line of code that computes it.
 *
 * For the keyboard there is one stop among all formulas of the page, not one a symbol: it stands at the
 * first formula in view, and the arrow keys lead on from symbol to symbol, into figures and out of them. Enter leads
 * into the bubble, to its links; whoever does not press it does not meet them. And whoever has gone past the stop does
 * not meet it again: it follows behind, one step back.
 */
export function guideSymbols(article: Element): void {
  const bubble = document.createElement('span');
  bubble.className = 'term-bubble symbol-bubble';
  bubble.id = 'symbol-bubble';
  bubble.popover = 'manual';
  bubble.dataset['pagefindIgnore'] = '';
  const stop = document.createElement('button');
  stop.type = 'button';
  stop.className = 'symbol-stop';
  stop.setAttribute(
    'aria-label',
    'Symbols of the formulas: the arrow keys lead from one to the next, Enter to what is said of it elsewhere',
  );
  stop.setAttribute('aria-describedby', bubble.id);

  let told: Promise<Readonly<Record<string, ToldSymbol>>> | undefined;
  let current: Element | undefined; // what the bubble speaks of
  let standing: Element | undefined; // where the keyboard's stop is
  let passed: 'forward' | 'backward' | undefined; // which way the reader left the stop
  let timer = 0;

  const meanings = () => {
    told ??= fetch(`${address('')}symbols.json`).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json() as Promise<Readonly<Record<string, ToldSymbol>>>;
    });
    told.catch(() => {
      told = undefined; // the next wish tries again
    });
    return told;
  };

  /** All symbols of the page, in its order; those that are folded away have no place on it. */
  const all = () =>
    [...article.querySelectorAll('[data-symbol]')].filter((symbol) => !bubble.contains(symbol));
  const isShown = (symbol: Element) => symbol.checkVisibility();

  async function show(symbol: Element) {
    if (current === symbol && bubble.matches(':popover-open')) return;
    current?.classList.remove('symbol-now');
    current = symbol;
    symbol.classList.add('symbol-now');
    const key = symbol.getAttribute('data-symbol') ?? '';
    let content: (Node | string)[];
    try {
      const meaning = (await meanings())[key];
      if (!meaning) throw new Error(`no symbol “${key}”`);
      content = contentOf(symbol, key, meaning);
    } catch {
      content = [
        'What this symbol means could not be loaded. Are you offline? Point at it again to retry.',
      ];
    }
    if (current !== symbol) return;
    bubble.replaceChildren(...content);
    bubble.showPopover();
    place(symbol);
  }

  function hide() {
    clearTimeout(timer);
    current?.classList.remove('symbol-now');
    current = undefined;
    if (bubble.matches(':popover-open')) bubble.hidePopover();
  }

  function contentOf(symbol: Element, key: string, meaning: ToldSymbol): (Node | string)[] {
    const formula = element('span', 'katex');
    const set = element('span', 'katex-html');
    set.setAttribute('aria-hidden', 'true');
    set.append(symbol.cloneNode(true));
    set.querySelector('.symbol-now')?.classList.remove('symbol-now');
    formula.append(set);
    const parts: (Node | string)[] = [
      formula,
      element('strong', '', meaning.name),
      element('span', '', meaning.definition),
    ];
    if (meaning.shape) parts.push(element('span', 'term-shape', `Shape: ${meaning.shape}.`));
    const here = askFigures(key, symbol);
    if (here) {
      const number = here.figure.querySelector('.figure-number')?.textContent ?? 'the figure';
      parts.push(element('span', 'symbol-value', `Now in ${number}: ${here.value}`));
    }
    if (meaning.code) {
      const code = element('span', 'symbol-code');
      code.append(
        element('code', '', meaning.code.text),
        element('span', '', `${meaning.code.file}, line ${meaning.code.line}`),
      );
      parts.push(code);
    }
    if (!location.pathname.endsWith(meaning.met.address))
      parts.push(link(meaning.met.address, `Chapter ${meaning.met.number}, where it is met`));
    if (meaning.glossary) parts.push(link(meaning.glossary, 'In the glossary'));
    parts.push(link(`${address('notation')}#${key}`, 'All symbols'));
    const keys = element('span', 'symbol-keys', '← → other symbols · Enter these links · Esc back');
    keys.ariaHidden = 'true'; // the stop says it in its name
    parts.push(keys);
    return parts;
  }

  /** Under the symbol, or over it where there is no room; never out of the window. */
  function place(symbol: Element) {
    const gap = 8;
    const at = symbol.getBoundingClientRect();
    const { width, height } = bubble.getBoundingClientRect();
    const left = Math.max(
      gap,
      Math.min(innerWidth - width - gap, at.left + at.width / 2 - width / 2),
    );
    const below = at.bottom + gap;
    const top = below + height <= innerHeight ? below : Math.max(gap, at.top - gap - height);
    bubble.style.left = `${left}px`;
    bubble.style.top = `${top}px`;
  }

  /** Puts the keyboard's stop, and the bubble, behind the formula of this symbol, or behind the figure that draws it. */
  function stand(symbol: Element) {
    const isFocused = document.activeElement === stop;
    standing = symbol;
    const place = symbol.closest('.panel')?.closest('astro-island') ?? symbol.closest('.katex');
    if (place && place.nextElementSibling !== stop) {
      place.after(stop, bubble);
      if (isFocused) stop.focus({ preventScroll: true });
    }
  }

  function follow() {
    if (!current && document.activeElement !== stop) wait();
  }

  /**
   * Puts the keyboard's stop where it waits: at the first formula of the text in view, a figure keeps its own order. Once
   * the reader has passed it, at the formula next behind the focus, as long as the focus is in view.
   */
  function wait() {
    const symbols = all().filter((symbol) => !symbol.closest('figure'));
    const focus = document.activeElement;
    const side = focus && focus !== document.body && isInView(focus) ? passed : undefined;
    const isAt = (side: number) => (symbol: Element) =>
      (focus?.compareDocumentPosition(symbol) ?? 0) & side && isShown(symbol);
    const next =
      side === 'forward'
        ? symbols.findLast(isAt(Node.DOCUMENT_POSITION_PRECEDING))
        : side === 'backward'
          ? symbols.find(isAt(Node.DOCUMENT_POSITION_FOLLOWING))
          : (symbols.find((symbol) => isShown(symbol) && symbol.getBoundingClientRect().top >= 0) ??
            symbols.findLast(isShown));
    if (next && next !== standing) stand(next);
  }

  /** The focus has gone from the stop and its bubble to something else, or to nothing. */
  function pass(to: EventTarget | null) {
    for (const one of links()) one.tabIndex = -1;
    hide();
    passed =
      to instanceof Element
        ? stop.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING
          ? 'forward'
          : 'backward'
        : undefined;
  }

  const links = () => [...bubble.querySelectorAll('a')];

  /** Leads the keyboard into the bubble. */
  async function enter(symbol: Element) {
    await show(symbol);
    if (document.activeElement !== stop) return; // the reader has gone on
    for (const one of links()) one.tabIndex = 0;
    links()[0]?.focus();
  }

  function moveTo(symbol: Element | undefined) {
    if (!symbol) return;
    hide();
    stand(symbol);
    symbol.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    void show(symbol);
  }

  article.addEventListener('pointerover', (event) => {
    const { target, pointerType } = event as PointerEvent;
    const symbol = (target as Element).closest('[data-symbol]');
    if (pointerType === 'touch' || !symbol || bubble.contains(symbol)) return;
    clearTimeout(timer);
    timer = window.setTimeout(() => void show(symbol), current ? 60 : 180);
  });
  // Long enough to get into the bubble.
  article.addEventListener('pointerout', (event) => {
    const { target, pointerType } = event as PointerEvent;
    if (pointerType === 'touch' || !(target as Element).closest('[data-symbol], .symbol-bubble'))
      return;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!bubble.matches(':hover') && document.activeElement !== stop) hide();
    }, 300);
  });
  bubble.addEventListener('pointerenter', () => clearTimeout(timer));
  bubble.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch' && document.activeElement !== stop)
      timer = window.setTimeout(hide, 300);
  });
  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    if (bubble.contains(target)) return;
    const symbol = target.closest('[data-symbol]') ?? nearestSymbol(event);
    const isAsked = symbol && !symbol.closest('button'); // pressing a button does what the button does
    if (isAsked && article.contains(symbol)) void show(symbol);
    else hide();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !current) return;
    if (bubble.contains(document.activeElement) && current === standing) stop.focus();
    else hide();
  });
  addEventListener(
    'scroll',
    () => {
      if (current?.isConnected) place(current);
      else if (current) hide(); // a figure has gone on to another formula
    },
    { passive: true },
  );
  addEventListener('scrollend', follow, { passive: true });

  stop.addEventListener('focus', () => {
    if (!standing?.isConnected) wait(); // a figure has gone on to another formula
    if (standing) void show(standing);
  });
  stop.addEventListener('blur', ({ relatedTarget }) => {
    if (!bubble.contains(relatedTarget as Node | null) && stop.isConnected) pass(relatedTarget);
  });
  stop.addEventListener('click', (event) => {
    event.stopPropagation(); // a press elsewhere shuts the bubble
    if (standing) void enter(standing);
  });
  bubble.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget === stop) for (const one of links()) one.tabIndex = -1;
    else if (!bubble.contains(relatedTarget as Node | null)) pass(relatedTarget);
  });
  document.addEventListener('focusin', () => {
    if (passed) follow();
  });
  stop.addEventListener('keydown', (event) => {
    const symbols = all().filter(isShown);
    const at = standing ? symbols.indexOf(standing) : -1;
    const inFormula = symbols.filter(
      (symbol) => symbol.closest('.katex, .panel') === standing?.closest('.katex, .panel'),
    );
    const to = {
      ArrowRight: symbols[at + 1],
      ArrowDown: symbols[at + 1],
      ArrowLeft: symbols[at - 1],
      ArrowUp: symbols[at - 1],
      Home: inFormula[0],
      End: inFormula.at(-1),
    }[event.key];
    if (!to) return;
    event.preventDefault();
    moveTo(to);
  });

  follow();
}

/** How far beside a symbol, in pixels, a press still means it. */
const reach = 16;

/**
 * The symbol that a press beside all of them means: in a formula the nearest, as between the two parts of a fraction;
 * a finger, which hides what it touches, means the nearest in the text around as well.
 */
function nearestSymbol(event: MouseEvent): Element | undefined {
  const target = event.target as Element;
  if (target.closest('a, button, input, label, select, summary, textarea, [role="slider"]'))
    return undefined;
  const isFinger = event instanceof PointerEvent && event.pointerType === 'touch';
  const place =
    target.closest('.katex, .katex-display') ??
    (isFinger ? target.closest('p, li, td, th, dd') : null);
  const symbols = [...(place?.querySelectorAll('[data-symbol]') ?? [])];
  const away = symbols.map((symbol) => {
    const { left, right, top, bottom } = symbol.getBoundingClientRect();
    const across = Math.max(left - event.clientX, 0, event.clientX - right);
    const down = Math.max(top - event.clientY, 0, event.clientY - bottom);
    return Math.hypot(across, down);
  });
  const least = Math.min(...away);
  return least <= reach ? symbols[away.indexOf(least)] : undefined;
}

function element(tag: string, name: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

const isInView = (one: Element) => {
  const { top, bottom } = one.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

/** A link that the pointer reaches, and the keyboard once it is led into the bubble. */
function link(to: string, text: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.tabIndex = -1;
  made.href = to;
  made.textContent = text;
  return made;
}

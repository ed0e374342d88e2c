import { type ComponentChild, render } from 'preact';
import { afterEach, beforeEach } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../../src/site/tokens.css';
import '../../components/prose/figure.css';

/** Where a test's figure stands, as wide as a page would make it. */
export let host: HTMLElement;

/** For each test of this file, an empty place of this width in pixels, cleared away afterwards. */
export function stage(width: number): void {
  beforeEach(() => {
    host = document.createElement('div');
    host.style.width = `${width}px`;
    document.body.append(host);
  });
  afterEach(() => {
    render(null, host);
    host.remove();
    history.replaceState(null, '', location.pathname); // a figure keeps its state there
  });
}

export const frames = (count = 3) =>
  new Promise<void>((done) => {
    const next = (left: number) =>
      left === 0 ? done() : requestAnimationFrame(() => next(left - 1));
    next(count);
  });

export const show = async (figure: ComponentChild) => {
  render(figure, host);
  await frames();
};

export const find = <E extends Element = HTMLElement>(selector: string) =>
  host.querySelector(selector) as E;

export const status = () => host.querySelector('[role=status]')?.textContent ?? '';

export const button = (name: string) =>
  [...host.querySelectorAll('button')].find(
    ({ textContent }) => textContent === name,
  ) as HTMLButtonElement;

export const press = async (name: string) => {
  button(name).click();
  await frames();
};

/** What can be dragged and moved by keys, by the beginning of its name. */
export const handle = (name: string) =>
  host.querySelector(`[role=slider][aria-label^="${name}."]`) as SVGGElement;

/** Moves a handle by keys, as `{ArrowLeft}`. */
export const nudge = async (name: string, keys: string) => {
  handle(name).focus();
  await userEvent.keyboard(keys);
  await frames();
};

/** When all that was asked for so far is done. */
let done: Promise<void> = Promise.resolve();
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * Does a part of the waking of a page's figures in a task of its own, after the parts asked for before:
 * between two of them the page can draw and answer. What one part throws holds no other up.
 */
export function inTurn(part: () => void | Promise<void>): void {
  done = done.then(nextTask).then(part).catch(reportError);
}

const scrolling =
  '.katex-display, .sl-markdown-content > table, .replay-table, .softmax-table, .take-along-table';

/**
 * A long formula or a wide table scrolls in itself. Only while it has something to scroll can the
 * keyboard stop at it, so that tabbing through a page meets nothing that does nothing.
 */
function mark(boxes: readonly Element[]) {
  // First all are measured, then all are marked, so that no measure waits for a new layout.
  const long = boxes.map((box) => box.scrollWidth > box.clientWidth + 1);
  boxes.forEach((box, i) => {
    if (long[i]) box.setAttribute('tabindex', '0');
    else box.removeAttribute('tabindex');
  });
}

const sizes = new ResizeObserver((entries) => {
  const boxes = entries.flatMap(({ target }) => target.closest(scrolling) ?? []);
  mark([...new Set(boxes)]);
});
for (const box of document.querySelectorAll(scrolling)) {
  sizes.observe(box);
  // Its numbers can make a table wider than its box, which stays as it is.
  for (const table of box.querySelectorAll('table')) sizes.observe(table);
  // A formula far off is laid out late (prose.css), perhaps at the very height that was guessed.
  box.addEventListener('contentvisibilityautostatechange', () => mark([box]));
}

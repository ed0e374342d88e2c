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

const sizes = new ResizeObserver((entries) => mark(entries.map(({ target }) => target)));
for (const box of document.querySelectorAll(
  '.katex-display, .sl-markdown-content > table, .replay-table, .softmax-table, .take-along-table',
)) {
  sizes.observe(box);
  // A formula far off is laid out late (prose.css), perhaps at the very height that was guessed.
  box.addEventListener('contentvisibilityautostatechange', () => mark([box]));
}

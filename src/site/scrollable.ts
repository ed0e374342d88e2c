/**
 * A long formula or a wide table scrolls in itself. Only while it has something to scroll can the
 * keyboard stop at it, so that tabbing through a page meets nothing that does nothing.
 */
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth + 1) target.setAttribute('tabindex', '0');
    else target.removeAttribute('tabindex');
  }
});
for (const box of document.querySelectorAll(
  '.katex-display, .sl-markdown-content > table, .replay-table, .softmax-table, .take-along-table',
))
  sizes.observe(box);

/**
 * What the reader uses stays where it is: when the page grows above the focused control, by a notice in a
 * figure or another picture in it, the page goes along. Browsers do so themselves only where what grows is out of sight.
 */
let used: { readonly control: Element; readonly top: number } | undefined;
const topOf = (control: Element) => control.getBoundingClientRect().top;

const note = () => {
  const { activeElement: control } = document;
  used = control && control !== document.body ? { control, top: topOf(control) } : undefined;
};
for (const sign of ['keydown', 'click', 'input'])
  addEventListener(sign, note, { capture: true, passive: true });
// The reader goes elsewhere, or the browser has gone along; in a window of another size all stands elsewhere.
for (const sign of ['scroll', 'resize'])
  addEventListener(
    sign,
    () => {
      used = undefined;
    },
    { passive: true },
  );

const content = document.querySelector('.sl-markdown-content');
if (content)
  new ResizeObserver(() => {
    if (!used || used.control !== document.activeElement) return;
    const moved = topOf(used.control) - used.top;
    if (Math.abs(moved) > 1) scrollBy({ top: moved, behavior: 'instant' });
  }).observe(content);

/**
 * Where a pointer is in a drawing, in the pixels in which the drawing is laid out: `size` is how many it has
 * across and down. On the page it may be larger or smaller.
 */
export function pointerPlace(
  { clientX, clientY }: MouseEvent,
  drawing: Element,
  size: { readonly width: number; readonly height: number },
): [x: number, y: number] {
  const { left, top, width, height } = drawing.getBoundingClientRect();
  return [((clientX - left) / width) * size.width, ((clientY - top) / height) * size.height];
}

/** The drawing in which a handle or another part of it stands. Throws when that is not in an SVG. */
export function drawingAround(part: EventTarget | null): SVGSVGElement {
  const drawing = part instanceof SVGElement ? part.ownerSVGElement : null;
  if (!drawing) throw new Error(`Expected a part of an SVG drawing, but got ${part}.`);
  return drawing;
}

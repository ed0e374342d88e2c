import { csvFormatRows } from 'd3-dsv';
import type { Table } from './FigurePanel.tsx';

/** Saves a figure's numbers as a CSV file, in full precision, and returns the file's name. */
export function downloadCsv(name: string, { columns, rows }: Table): string {
  const text = csvFormatRows([[...columns], ...rows.map((row) => row.map(String))]);
  return save(`${name}.csv`, new Blob([text], { type: 'text/csv' }));
}

/** Saves a text as a file of this name, and returns the name. */
export const downloadText = (name: string, text: string, type: string): string =>
  save(name, new Blob([text], { type }));

/** Saves bytes as a file of this name, and returns the name. */
export const downloadBytes = (name: string, bytes: Uint8Array<ArrayBuffer>, type: string): string =>
  save(name, new Blob([bytes], { type }));

/**
 * Saves a figure's pictures as one file, and returns its name: every chart with its heat map, in
 * the colours of the theme as shown. Throws when the browser cannot draw it.
 */
export async function downloadPicture(
  root: HTMLElement,
  name: string,
  kind: 'svg' | 'png',
): Promise<string> {
  const svg = composePicture(root);
  const text = new XMLSerializer().serializeToString(svg);
  const file = new Blob([text], { type: 'image/svg+xml' });
  if (kind === 'svg') return save(`${name}.svg`, file);
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = 2 * svg.width.baseVal.value;
    canvas.height = 2 * svg.height.baseVal.value;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('the browser could not make a PNG image of this figure.');
    return save(`${name}.png`, blob);
  } finally {
    URL.revokeObjectURL(address);
  }
}

const svgName = 'http://www.w3.org/2000/svg';

/** All pictures of a figure in one SVG, each where it stands on the page, colours resolved. */
function composePicture(root: HTMLElement): SVGSVGElement {
  const stage = root.querySelector('.panel-stage') ?? root;
  const origin = stage.getBoundingClientRect();
  const svg = document.createElementNS(svgName, 'svg');
  svg.setAttribute('xmlns', svgName);
  svg.setAttribute('width', String(Math.ceil(origin.width)));
  svg.setAttribute('height', String(Math.ceil(origin.height)));
  svg.setAttribute('viewBox', `0 0 ${origin.width} ${origin.height}`);
  svg.setAttribute('font-family', getComputedStyle(stage).fontFamily);
  const paper = document.createElementNS(svgName, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(root).getPropertyValue('--paper').trim() || 'white');
  svg.append(paper);
  for (const part of stage.querySelectorAll('canvas, svg')) {
    if (part.parentElement?.closest('svg')) continue;
    const box = part.getBoundingClientRect();
    if (box.width === 0) continue;
    const copy = part instanceof HTMLCanvasElement ? imageOf(part) : copyOf(part as SVGSVGElement);
    copy.setAttribute('x', String(box.left - origin.left));
    copy.setAttribute('y', String(box.top - origin.top));
    copy.setAttribute('width', String(box.width));
    copy.setAttribute('height', String(box.height));
    svg.append(copy);
  }
  return svg;
}

function imageOf(canvas: HTMLCanvasElement): SVGElement {
  const image = document.createElementNS(svgName, 'image');
  image.setAttribute('href', canvas.toDataURL());
  image.setAttribute('preserveAspectRatio', 'none');
  return image;
}

const painted = [
  'fill',
  'stroke',
  'color',
  'opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'fill-opacity',
  'stroke-opacity',
  'visibility',
  'display',
  'text-anchor',
  'paint-order',
];

/** A copy with the computed look written into it, since the page's stylesheet stays behind. */
function copyOf(svg: SVGSVGElement): SVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const look = getComputedStyle(element);
    for (const property of painted) {
      const value = look.getPropertyValue(property);
      if (value) (to[i] as SVGElement).style.setProperty(property, value);
      (to[i] as SVGElement).removeAttribute(property);
    }
  });
  for (const style of copy.querySelectorAll('style')) style.remove();
  return copy;
}

function save(name: string, blob: Blob): string {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  // The click has started the download by the next task.
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  return name;
}

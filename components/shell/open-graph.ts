import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import render from 'preact-render-to-string';
import sharp from 'sharp';
import { findPiece, pieceHeight, pieceWidth, strandColour } from './frieze.tsx';

const width = 1200;
const height = 630;
const pieceScale = 1.95;
const left = width - pieceWidth * pieceScale - 90;
const top = height - pieceHeight * pieceScale - 16;

const tokens = readFileSync('src/site/tokens.css', 'utf8');
const logo = readFileSync('public/favicon.svg', 'utf8').replace(/<style>[\s\S]*<\/style>/, '');
// Beside the finished pictures, which are kept from build to build while nothing in them changes.
const folder = 'node_modules/.astro-og-canvas/backgrounds';

/** A colour of the tokens, on light paper. */
export function lightColour(name: string): string {
  const colour = new RegExp(`${name}: light-dark\\((#[0-9a-f]{6})`).exec(tokens)?.[1];
  if (!colour) throw new Error(`tokens.css has no colour ${name}.`);
  return colour;
}

/**
 * The picture behind a page's title where the page is shared: light paper, the logo, and the course's
 * thread with the page's piece of the frieze on it. Gives the file's path; 1200 × 630 pixels.
 */
export async function background(piece: string): Promise<string> {
  const { enters, leaves, drawing } = findPiece(piece);
  const strands = [
    ...enters.map((y, k) => ({ d: `M-1000 ${y}H0`, colour: strandColour(k, enters.length) })),
    ...leaves.map((y, k) => ({
      d: `M${pieceWidth} ${y}h1000`,
      colour: strandColour(k, leaves.length),
    })),
  ].map(
    ({ d, colour }) =>
      `<path d="${d}" stroke="${colour}" stroke-width="1.75" vector-effect="non-scaling-stroke"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${height}" fill="var(--paper)"/>
    <svg x="${width - 72 - 56}" y="72" width="56" height="56" viewBox="0 0 32 32">
      <g stroke="var(--ink)">${logo.replace('<circle', '<circle fill="var(--class-0)" stroke="none"')}</g>
    </svg>
    <g transform="translate(${left} ${top}) scale(${pieceScale})">${strands.join('')}${render(drawing())}</g>
  </svg>`
    .replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => lightColour(name))
    // Strokes do not grow with the drawing; this picture is shown small.
    .replaceAll(/stroke-width="1.75"/g, 'stroke-width="3.5"');
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${piece}.png`;
  writeFileSync(file, await sharp(Buffer.from(svg)).png().toBuffer());
  return file;
}

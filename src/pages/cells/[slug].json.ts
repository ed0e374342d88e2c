import type { APIRoute } from 'astro';
import { cellPage, cellSlugs } from '../../site/cell-pages.ts';

// What the listings of a page need to be run changed: fetched when a reader opens one.

export const getStaticPaths = () => cellSlugs().map((slug) => ({ params: { slug } }));

export const GET: APIRoute = ({ params }) => Response.json(cellPage(params['slug'] as string));

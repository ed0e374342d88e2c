import { toldSymbols } from '../site/told-symbols.ts';

const sources = import.meta.glob<string>('/src/{data,model,gradient,training}/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** What every symbol means, for the script that tells it where a reader asks. */
export const GET = () =>
  Response.json(
    toldSymbols(
      Object.fromEntries(Object.entries(sources).map(([path, text]) => [path.slice(1), text])),
    ),
  );

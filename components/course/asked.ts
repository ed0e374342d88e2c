import { askedIn } from '../../src/site/questions.ts';

const known = new Map<string, Promise<ReturnType<typeof askedIn>>>();

/**
 * What a chapter asks, taken from its text as `render` makes it. A chapter takes seconds to be made, and two pages ask:
 * while the site is built each is made once for both.
 */
export function askedOf(chapter: string, render: () => Promise<string>) {
  const found = known.get(chapter);
  if (found && import.meta.env.PROD) return found;
  const asked = render().then(askedIn);
  known.set(chapter, asked);
  return asked;
}

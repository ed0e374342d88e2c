import { expect, test } from '@playwright/test';
import { documentOf, pages } from './site.ts';

const documents = new Map<string, ReturnType<typeof documentOf>>();
/** A page's document, read once: many terms are met on it. */
function pageOf(path: string) {
  const known = documents.get(path) ?? documentOf(path);
  documents.set(path, known);
  return known;
}

// Read from the files, without a browser. That every link's target exists is the links' own test.

const glossary = '/names-and-next-steps/';
const entries = () => [...pageOf(glossary).querySelectorAll('.glossary > div[id]')];

test('each term’s entry leads to the place where it is met, and that place leads back to it', () => {
  expect(entries().length).toBeGreaterThan(70);
  for (const entry of entries()) {
    const [path, id] = entry.querySelector('a')!.getAttribute('href')!.split('#');
    const place = pageOf(path!).getElementById(id!);
    expect(place?.className, `the place of ${entry.id}`).toBe('term');
    const links = [...place!.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toContain(`${glossary}#${entry.id}`);
  }
});

test('every dotted word on every page has an entry, and the places have no double', () => {
  const known = entries().map(({ id }) => `${glossary}#${id}`);
  for (const path of pages) {
    const document = pageOf(path);
    const bubbles = [...document.querySelectorAll('.term-bubble')];
    for (const bubble of bubbles)
      expect(known).toContain([...bubble.querySelectorAll('a')].at(-1)?.getAttribute('href'));
    const places = [...document.querySelectorAll('.term[id]')].map(({ id }) => id);
    expect(new Set(places).size).toBe(places.length);
  }
});

test('the glossary is in the order of the alphabet, and its letters lead into it', () => {
  const names = entries().map((entry) =>
    entry.querySelector('dt')!.firstChild!.textContent!.trim(),
  );
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
  const letters = [...pageOf(glossary).querySelectorAll('.glossary-letters a')];
  for (const letter of letters) {
    const entry = pageOf(glossary).getElementById(letter.getAttribute('href')!.slice(1));
    const name = entry?.querySelector('dt')?.textContent?.trim();
    expect(name?.charAt(0).toUpperCase()).toBe(letter.textContent);
  }
});

test('the way past the glossary comes before all of its links', () => {
  const links = [
    ...pageOf(glossary).querySelectorAll('.glossary-past a, .glossary-letters a, .glossary a'),
  ];
  expect(links.findIndex(({ textContent }) => textContent === 'Past the glossary')).toBe(0);
});

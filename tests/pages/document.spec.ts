import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { addressed, documentOf, embeds, pages, source } from './site.ts';

// Read from the files, without a browser.

const htmlValidate = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    rules: {
      'void-style': 'off', // Astro writes <meta/>: as valid as <meta>
      'valid-id': ['error', { relaxed: true }], // HTML allows Starlight's id="_top"
      'no-inline-style': 'off', // KaTeX, Shiki and the figures place and colour by style attributes
      'no-trailing-whitespace': 'off', // no reader sees it
      'no-redundant-role': 'off', // Safari takes an unbulleted <ol> for a list only with role="list"
      'wcag/h71': 'off', // a question's fieldset is named by the question, by aria-labelledby
    },
  }),
);

/** What Astro, Starlight and its code blocks do, each harmless where it stands. */
const excused = [
  { rule: 'no-implicit-button-type', at: /^(?!.*\bform\b)/ }, // a type matters inside a form
  { rule: 'unique-landmark', at: /starlight-toc > nav/ }, // two tables of contents, never shown together
  {
    rule: 'element-permitted-content',
    at: /(^#(fig|exercise)-[\w-]+|^html > body > .* main > .*) > style$/,
  }, // Astro's style for its first island
  { rule: 'element-permitted-content', at: /> figure > pre > code > div/ }, // a line of code
  { rule: 'element-permitted-content', at: /> figure > div > button > div/ }, // the icon of “copy”
  { rule: 'text-content', at: /> figure > div > button$/ }, // “copy” is named by its title
];

for (const path of [...pages, ...embeds])
  test(`${path} is valid HTML`, async () => {
    const report = await htmlValidate.validateString(source(path));
    const messages = report.results
      .flatMap((result) => result.messages)
      .filter(
        ({ ruleId, selector }) =>
          !excused.some(({ rule, at }) => rule === ruleId && at.test(selector ?? '')),
      );
    expect(
      messages.map(({ line, column, ruleId, message, selector }) => ({
        at: `${line}:${column}`,
        ruleId,
        message,
        selector,
      })),
    ).toEqual([]);
  });

for (const path of pages)
  test(`${path} says what it is: language, title, description, one heading, a way past the menu`, () => {
    const document = documentOf(path);
    const content = (selector: string) => document.querySelector(selector)?.getAttribute('content');
    expect(document.documentElement.getAttribute('lang')).toBe('en');
    expect(document.title).toContain('Lines That Learn');
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(content('meta[name="viewport"]')).toContain('width=device-width');
    if (!addressed.includes(path)) return;
    expect(content('meta[name="description"]')?.length).toBeGreaterThan(40);
    const skip = document.querySelector('a[href="#_top"]');
    expect(skip?.textContent).toMatch(/skip/i);
    expect(document.getElementById('_top')).not.toBeNull();
  });

for (const path of addressed)
  test(`${path} names its own address, and has a picture to be shared by`, () => {
    const document = documentOf(path);
    const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href');
    expect(new URL(canonical ?? '').pathname).toBe(path);
    const image = document.querySelector('meta[property="og:image"]')?.getAttribute('content');
    expect(image, 'og:image is a whole address').toMatch(/^https?:\/\//);
    expect(existsSync(`dist${new URL(image as string).pathname}`), `${image} exists`).toBe(true);
    const alt = document.querySelector('meta[property="og:image:alt"]')?.getAttribute('content');
    expect(alt, 'the picture is described').toBeTruthy();
  });

test('no two pages have the same title or description', () => {
  const documents = addressed.map((path) => documentOf(path));
  const titles = documents.map(({ title }) => title);
  const descriptions = documents.map((document) =>
    document.querySelector('meta[name="description"]')?.getAttribute('content'),
  );
  expect(new Set(titles).size).toBe(titles.length);
  expect(new Set(descriptions).size).toBe(descriptions.length);
});

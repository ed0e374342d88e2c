import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { assembleBook, type BookSource, pagesOf } from '../../../src/book/assemble.ts';

const chapter = (title: string, text: string) =>
  `<html><head><link rel="stylesheet" href="/one.css"></head><body><main><div class="page-title"><h1>${title}</h1><p class="lead">About it</p></div>
   <div class="sl-markdown-content">${text}</div></main></body></html>`;

const source: BookSource = {
  title: 'A & B',
  description: 'About both',
  chapters: [
    {
      number: 1,
      slug: 'one',
      part: { numeral: 'I', title: 'First' },
      html: chapter(
        'One',
        `<p id="here">See <a href="#here">here</a>, <a href="../two/#here">there</a>, <a href="/course/two/">two</a>, <a href="../two/#gone">gone</a>, <a href="../playground/">play</a>,
         <a href="https://elsewhere.example/">elsewhere</a>.</p><svg><clipPath id="c"></clipPath><g clip-path="url(#c)"></g></svg>
         <astro-island props="{}"><label for="f">Field</label><input id="f"><script>1</script></astro-island>`,
      ),
    },
    { number: 2, slug: 'two', html: chapter('Two', '<p id="here">Here</p>') },
  ],
  sheet: chapter(
    'Sheet',
    '<div class="sheet-key"><div class="sheet-head"><h2>Key</h2></div><section><h3>1 · One</h3><p>b) Yes</p></section></div>',
  ),
  home: 'https://host.example/course/',
  styles: 'p { color: red }',
  pages: new Map([
    ['two', 17],
    ['answers', 40],
  ]),
};
const { document } = parseHTML(assembleBook(source));

describe('the book', () => {
  it('has every chapter in order, the answers, and each style once', () => {
    expect([...document.querySelectorAll('h1')].map(({ textContent }) => textContent)).toEqual([
      'Contents',
      'One',
      'Two',
      'Answers',
    ]);
    expect(document.querySelectorAll('link[rel="stylesheet"]')).toHaveLength(1);
    expect(document.querySelector('.book-answers h2')?.textContent).toBe('1 · One');
  });

  it('has no id twice, and every link within it leads somewhere', () => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of document.querySelectorAll('a[href^="#"]'))
      expect(ids).toContain(link.getAttribute('href')?.slice(1));
    expect(document.querySelector('label')?.getAttribute('for')).toBe('one--f');
    expect(document.querySelector('g')?.getAttribute('clip-path')).toBe('url(#one--c)');
  });

  it('leads to chapters within the book, and to everything else on the site', () => {
    const targets = [...document.querySelectorAll('.chapter-one a')].map((a) =>
      a.getAttribute('href'),
    );
    expect(targets).toEqual([
      '#one--here',
      '#two--here',
      '#chapter-two',
      '#chapter-two',
      'https://host.example/course/playground/',
      'https://elsewhere.example/',
    ]);
  });

  it('names the pages that are known in its contents', () => {
    const pages = [...document.querySelectorAll('.book-page')].map(
      ({ textContent }) => textContent,
    );
    expect(pages).toEqual(['', '17', '40']);
  });

  it('keeps no script and no shell of an island', () => {
    expect(document.querySelector('script, astro-island')).toBeNull();
    expect(document.querySelector('label')?.textContent).toBe('Field');
  });

  it('a page without a text is an error that names its chapter', () => {
    const [one] = source.chapters;
    expect(() =>
      assembleBook({ ...source, chapters: [{ ...one!, html: '<h1>One</h1>' }] }),
    ).toThrow('“one”');
  });
});

describe('the page on which something stands', () => {
  const pdf = `%PDF-1.4
1 0 obj
<</Type /Pages
/Kids [5 0 R 9 0 R]>>
endobj
5 0 obj
<</Type /Pages /Parent 1 0 R
/Kids [2 0 R 7 0 R]>>
endobj
2 0 obj
<</Type /Page /Parent 5 0 R>>
endobj
7 0 obj
<</Type /Page /Parent 5 0 R>>
endobj
9 0 obj
<</Type /Page /Parent 1 0 R>>
endobj
13 0 obj
<</chapter-one [7 0 R /XYZ 6 771 0]
/chapter-two [9 0 R /XYZ 6 700 0]>>
endobj
`;
  it('is counted through the tree of pages', () => {
    expect([...pagesOf(pdf, ['chapter-two', 'chapter-one'])]).toEqual([
      ['chapter-two', 3],
      ['chapter-one', 2],
    ]);
  });
  it('is an error when the PDF does not say it', () => {
    expect(() => pagesOf(pdf, ['chapter-three'])).toThrow('“chapter-three”');
  });
});

import { describe, expect, it } from 'vitest';
import { embedPage } from '../../../src/site/embeds.ts';

const figure = { name: 'loss-bowl', number: '2.3', slug: 'logistic-regression' };
const waker =
  '<script>(self.Astro||(self.Astro={})).visible=1;customElements.define("astro-island")</script>';
const body = `<body><nav><a href="/x/">Menu</a></nav>
<figure id="fig-other"><astro-island></astro-island></figure>
<style>astro-island{display:contents}</style>${waker}
<figure class="figure" id="fig-loss-bowl"><astro-island><figure>inner</figure></astro-island>
<figcaption><a class="figure-number" href="#fig-loss-bowl">Figure 2.3</a> What to see:
<a href="/loss/">there</a>, <a href="#else">here</a></figcaption></figure>
<figure id="fig-later"></figure></body></html>`;
const html = `<!DOCTYPE html><html lang="en" data-theme="dark" data-has-toc><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width"/><title>Logistic regression | Lines That Learn</title>
<link rel="canonical" href="https://here/"/><link rel="stylesheet" href="/a.css"><style>p{}</style>
<script>document.documentElement.dataset.theme = 'light'</script><script type="module" src="/search.js"></script>
</head>${body}`;

describe('the page of one figure', () => {
  const page = embedPage(html, figure, '/');

  it('holds this figure, whole, and no other', () => {
    expect(page.match(/<figure\b/g)).toHaveLength(2); // itself, and the one inside it
    expect(page).toContain('<figure>inner</figure>');
    expect(page).not.toContain('fig-later');
    expect(page).not.toContain('Menu');
  });

  it('holds its styles, its theme and what wakes islands, each once, and no other script', () => {
    expect(page.split(waker)).toHaveLength(2);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).toContain('<link rel="stylesheet" href="/a.css">');
    expect(page).not.toContain('canonical');
    expect(page).toMatch(/<html lang="en" data-theme="dark" data-embed>/);
  });

  it('is for no search engine, and says where it is from', () => {
    expect(page).toContain('<meta name="robots" content="noindex">');
    expect(page).toContain('<title>Figure 2.3 · Logistic regression | Lines That Learn</title>');
    expect(page).toContain('chapter 2, Logistic regression');
  });

  it('has links that leave its frame, and one that leads home', () => {
    expect(page).toContain('<a target="_blank" rel="noopener" href="/loss/">');
    expect(page).toContain('<a href="#else">');
    const home =
      '<a target="_blank" rel="noopener" class="figure-number" href="/logistic-regression/#fig-loss-bowl">';
    expect(page).toContain(home);
  });

  it('fails the build when the figure is not on its page', () => {
    expect(() => embedPage(html, { ...figure, name: 'absent' }, '/base/')).toThrow(
      '/base/logistic-regression/ has no figure “absent” to embed.',
    );
  });
});

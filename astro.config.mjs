import process from 'node:process';
import { satteri, satteriHeadingIdsPlugin } from '@astrojs/markdown-satteri';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig, fontProviders } from 'astro/config';
import { codeThemes } from './src/site/code-themes.ts';
import { parts } from './src/site/course.ts';
import { embeds } from './src/site/embeds.ts';
import { daily, formulaFaces, further, greek, proseFace, unicodeRange } from './src/site/faces.ts';
import { islands } from './src/site/islands.ts';
import { leanPlot } from './src/site/lean-plot.ts';
import { leanStarlight } from './src/site/lean-starlight.ts';
import { offline } from './src/site/offline.ts';
import { contentPolicy } from './src/site/policy.ts';
import { satteriJoined } from './src/site/satteri-joined.ts';
import { satteriKatex } from './src/site/satteri-katex.ts';
import { satteriUnbroken } from './src/site/satteri-unbroken.ts';

/** A face from its npm package, served by this site, with a fallback fitted to its metrics. */
async function face(cssVariable, name, packageName, styles, ...fallbacks) {
  return {
    provider: fontProviders.local(),
    name,
    cssVariable,
    fallbacks,
    options: { variants: await variants(packageName, 'latin', styles, daily) },
  };
}

/** Letters of a face that few lines hold, in files of their own, which are loaded where one is met. */
async function rareFace(cssVariable, name, packageName, script, styles, letters) {
  return {
    provider: fontProviders.local(),
    name,
    cssVariable,
    fallbacks: [],
    options: {
      variants: (await variants(packageName, script, styles, letters)).map((variant) => ({
        ...variant,
        unicodeRange: unicodeRange(letters),
      })),
    },
  };
}

function variants(packageName, script, styles, letters) {
  const files = `./node_modules/@fontsource-variable/${packageName}/files/${packageName}`;
  return Promise.all(
    Object.entries(styles).map(async ([style, weights]) => ({
      weight: typeof weights === 'number' ? `${weights}` : `${weights.min} ${weights.max}`,
      style,
      src: [await proseFace(`${files}-${script}-wght-${style}.woff2`, weights, letters)],
    })),
  );
}

const anyWeight = { min: 400, max: 700 };
const serif = { normal: anyWeight, italic: 400 };
const sans = { normal: anyWeight };

export default defineConfig({
  site: process.env.SITE ?? 'https://lines-that-learn.example',
  base: process.env.BASE ?? '/',
  trailingSlash: 'always',
  markdown: {
    processor: satteri({
      features: { math: true },
      hastPlugins: [satteriHeadingIdsPlugin(), satteriUnbroken(), satteriJoined(), satteriKatex()],
    }),
  },
  fonts: [
    await face('--face-prose', 'Source Serif 4', 'source-serif-4', serif, 'Georgia', 'serif'),
    await rareFace(
      '--face-prose-further',
      'Source Serif 4 Further',
      'source-serif-4',
      'latin',
      serif,
      further,
    ),
    await face('--face-ui', 'Source Sans 3', 'source-sans-3', sans, 'system-ui', 'sans-serif'),
    await rareFace(
      '--face-ui-further',
      'Source Sans 3 Further',
      'source-sans-3',
      'latin',
      sans,
      further,
    ),
    await rareFace('--face-ui-greek', 'Source Sans 3 Greek', 'source-sans-3', 'greek', sans, greek),
  ],
  integrations: [
    starlight({
      title: 'Lines That Learn',
      description:
        'From logistic regression to a two-layer perceptron, by figures that run the real training code in your browser.',
      sidebar: [
        ...parts.map(({ numeral, title, chapters }) => ({
          label: `${numeral} · ${title}`,
          items: chapters.map(({ slug }) => ({ slug })),
        })),
        { slug: 'playground' },
        { slug: 'notation' },
        { slug: 'progress' },
        { slug: 'question-sheet' },
      ],
      customCss: [
        'katex/dist/katex.min.css',
        './src/site/tokens.css',
        './src/site/theme.css',
        './src/site/prose.css',
      ],
      components: Object.fromEntries(
        [
          'Footer',
          'Head',
          'Header',
          'MobileMenuToggle',
          'PageTitle',
          'Sidebar',
          'ThemeProvider',
        ].map((name) => [name, `./components/shell/${name}.astro`]),
      ),
      expressiveCode: {
        themes: codeThemes,
        styleOverrides: {
          borderRadius: '0.25rem',
          borderColor: 'var(--rule)',
          codeBackground: 'var(--paper-sunk)',
          codeFontFamily: 'var(--font-mono)',
          codeFontSize: '0.875rem',
          codeLineHeight: '1.6',
          codePaddingBlock: '0.9rem',
          codePaddingInline: '1.1rem',
          uiFontFamily: 'var(--font-ui)',
          focusBorder: 'var(--focus)',
          frames: { shadowColor: 'transparent', frameBoxShadowCssValue: 'none' },
        },
      },
      pagefind: true,
    }),
    preact(),
    islands(),
    embeds(), // after the search has read the pages, before they get their policies
    contentPolicy(),
    offline(), // last: it lists what all others have written
  ],
  vite: {
    plugins: [formulaFaces(), leanPlot(), leanStarlight()],
    build: {
      // A small script or stylesheet stands in the page, by its hash in the policy: on a slow line each
      // file more costs a journey. Nothing else is inlined: the policy allows no data: address.
      assetsInlineLimit: (file, content) =>
        /\.(js|css)$/.test(file) && !/worker/.test(file) && content.length < 4096,
    },
    // A thread is one plain script: the sandbox hands it over as text (src/sandbox/sandbox.ts).
    worker: {
      format: 'iife',
      // The machine, which the thread names too, is then one file and not two.
      rolldownOptions: { output: { assetFileNames: '_astro/[name].[hash][extname]' } },
    },
    // While the site is written, that text asks for its parts from a frame without an origin.
    server: { cors: { origin: 'null' } },
    optimizeDeps: {
      include: [
        'comlink',
        'd3-dsv',
        'jsep',
        '@observablehq/plot',
        '@preact/signals',
        'preact',
        'preact/hooks',
        'preact/jsx-runtime',
      ],
    },
  },
});

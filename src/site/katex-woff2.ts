import type { Plugin } from 'vite';

/** KaTeX's stylesheet names three formats of each face; every browser served here reads woff2. */
export const katexWoff2 = (): Plugin => ({
  name: 'katex-woff2',
  enforce: 'pre',
  transform: (code, id) =>
    /katex[^/]*\.css($|\?)/.test(id)
      ? code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, '')
      : undefined,
});

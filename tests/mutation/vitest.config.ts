import { defineConfig } from 'vitest/config';

/** What may tell a mutant of the mathematics from the original: the unit tests beside it. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['tests/unit/{model,gradient}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
  },
});

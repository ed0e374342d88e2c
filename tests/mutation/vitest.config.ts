import { defineConfig } from 'vitest/config';

/** What may tell a mutant of the mathematics from the original: the unit tests that need no page. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['tests/unit/{data,model,gradient,training}/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
  },
});

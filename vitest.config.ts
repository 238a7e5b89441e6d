import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { LMON_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/moto/**'],
    // Ends what hangs, and says nothing of speed: half an hour of an account has taken 45 s of two busy cores.
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});

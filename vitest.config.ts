import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { LMON_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/moto/**'],
    // Two cores: a pty test beside a busy world must still see its screen in time.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});

import { defineConfig } from 'vitest/config';

/** What needs more than npm: moto as a second AWS, and Debian's awscli as a second client. */
export default defineConfig({
  define: { LMON_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/moto/**/*.test.ts'],
    globalSetup: ['test/moto/start-moto.ts'],
    setupFiles: 'test/setup.ts',
    // Two cores serve the clients, moto and the local AWS.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

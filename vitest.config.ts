import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of what a program does as a whole: they wait for processes that they start. */
const OF_PROGRAMS = ['commands', 'screen', 'faults', 'house', 'scripts'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

// As lmon is built: React's development build is several times slower, and CI makes Ink print instead of drawing.
process.env['NODE_ENV'] = 'production';
delete process.env['CI'];

export default defineConfig({
  define: { LMON_VERSION: JSON.stringify('0.0.0-test') },
  test: {
    globalSetup: 'test/start-frozen-demo.ts',
    // Ends what hangs, and says nothing of speed: half an hour of an account has taken 45 s of two busy cores.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Likewise: what is waited for is there within milliseconds, or a minute later on a machine that has other work.
    expect: { poll: { timeout: 60_000 } },
    // Vitest leaves one core to itself, and so a machine of two half idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/moto/**', ...OF_PROGRAMS],
          setupFiles: 'test/property/property-seed.ts',
          // A process for each of some 300 files costs as much as what they test: these leave nothing behind them.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'programs', include: OF_PROGRAMS } },
    ],
  },
});

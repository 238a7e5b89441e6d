import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

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
    // Screens mostly wait for their account's time: one more than there are cores keeps those busy.
    maxWorkers: availableParallelism() + 1,
    // Worlds and logs make much that is garbage at once: a young generation of 16 MiB took a fifth of all time to clear.
    execArgv: ['--max-semi-space-size=128'],
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/moto/**'],
    setupFiles: 'test/setup.ts',
    // A process for each of some 600 files would cost as much as what they test: no file may leave anything behind.
    isolate: false,
  },
});

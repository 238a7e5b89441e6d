import { describe, expect, it } from 'vitest';
import { startLmon } from './lmon-process.ts';

describe('a reader that has gone away', () => {
  it.each([
    { args: ['--help'], status: 0 },
    { args: ['tail', '--help'], status: 0 },
    { args: ['--version'], status: 0 },
    { args: ['--nope'], status: 64 },
  ])('is a quiet end for lmon $args', async ({ args, status }) => {
    const gone = startLmon(args);
    gone.process.stdout?.destroy();
    const { stderr, ...ended } = await gone.ended;
    expect(ended).toMatchObject({ status, signal: null });
    expect(stderr).not.toMatch(/Error|EPIPE|\n.*\n/);
  });

  it.each([{ args: ['--nope'] }, { args: ['fleet', 'nope'] }])(
    'of complaints changes nothing for lmon $args',
    async ({ args }) => {
      const gone = startLmon(args);
      gone.process.stderr?.destroy();
      expect(await gone.ended).toMatchObject({ status: 64, signal: null, stdout: '' });
    },
  );
});

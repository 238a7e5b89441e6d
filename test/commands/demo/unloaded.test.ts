import { afterEach, expect, it } from 'vitest';
import { demo } from '../../../src/commands/demo.ts';
import { LMON } from '../lmon-process.ts';

const [, program = ''] = process.argv;
afterEach(() => {
  process.argv[1] = program;
});

const childProcesses = () =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'ProcessWrap').length;

it('ends its world if the command can not be loaded', async () => {
  const before = childProcesses();
  // The world is another process of the same program.
  process.argv[1] = LMON;
  const run = demo({
    line: { command: 'demo', operands: ['fleet'], flags: { port: '0' } },
    env: { PATH: process.env['PATH'] },
    signal: new AbortController().signal,
    load: () => Promise.reject(new Error('half an installation')),
  });
  await expect(run).rejects.toThrow('half an installation');
  await expect.poll(childProcesses).toBe(before);
});

import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { frozenDemo } from '../../frozen-demo.ts';
import { LMON, startLmonProcess } from '../lmon-process.ts';

describe('a reader that is gone', () => {
  it.each([
    { args: ['--help'], status: 0 },
    { args: ['tail', '--help'], status: 0 },
    { args: ['--version'], status: 0 },
    { args: ['--nope'], status: 64 },
  ])('is a quiet end for lmon $args', async ({ args, status }) => {
    const gone = startLmonProcess(args);
    gone.process.stdout?.destroy();
    const { stderr, ...ended } = await gone.ended;
    expect(ended).toMatchObject({ status, signal: null });
    expect(stderr).not.toMatch(/Error|EPIPE|\n.*\n/);
  });

  it.each([{ args: ['--nope'] }, { args: ['fleet', 'nope'] }])(
    'does not matter for the complaints of lmon $args',
    async ({ args }) => {
      const gone = startLmonProcess(args);
      gone.process.stderr?.destroy();
      expect(await gone.ended).toMatchObject({ status: 64, signal: null, stdout: '' });
    },
  );
});

describe('a disk that is full', () => {
  it.each([['--help'], ['tail checkout-api --no-follow --since 5s'], ['fleet --output json']])(
    'ends lmon %s with one line',
    async (words) => {
      const { status, stderr } = await runInShell(words, '>/dev/full');
      expect(status).toBe(70);
      expect(stderr).toMatch(/^lmon: can't write the output: ENOSPC: [^\n]*\n$/);
    },
  );
});

describe('a stream that was closed before the start', () => {
  it.each([
    ['--help', 0],
    ['--nope', 64],
    ['tail checkout-api --no-follow --since 5s', 0],
    ['tail nobody', 66],
  ])('does not matter for lmon %s', async (words, status) => {
    const closed = await Promise.all(
      ['2>&-', '2>&- >&- <&-', '2>/dev/full'].map((redirection) => runInShell(words, redirection)),
    );
    expect(closed.map((ended) => ended.status)).toEqual([status, status, status]);
  });
});

/** The built lmon with its streams redirected by a shell. */
function runInShell(words: string, redirection: string): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const command = `"$0" "$1" ${words} ${redirection}`;
    const env = { ...process.env, ...frozenDemo() };
    const shell = execFile(
      'sh',
      ['-c', command, process.execPath, LMON],
      { env },
      (_error, _stdout, stderr) => resolve({ status: shell.exitCode, stderr }),
    );
    shell.stdin?.end();
  });
}

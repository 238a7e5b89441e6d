import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linesOf, runLmonProcess } from '../lmon-process.ts';

let taken: Server;
let port: string;
beforeAll(async () => {
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  port = typeof address === 'object' && address !== null ? String(address.port) : '';
});
afterAll(() => new Promise((resolve) => taken.close(resolve)));

// A local AWS that started on an occupied port would complain about that instead.
it.each([
  ['a theme', ['--theme', 'purple'], /^lmon: theme "purple" \(flag\) is none of dark/],
  [
    'an end in the future of the world, whose time is UTC everywhere',
    ['fleet', '--now', '2026-11-24T03:12:10', '--until', '2026-11-24T05:00:00Z'],
    /^lmon: --until is yet to come/,
  ],
])('refuses %s before the demo starts its world', async (_what, args, says) => {
  const { status, stderr, stdout } = await runLmonProcess(['demo', '--port', port, ...args], {
    env: { TZ: 'America/New_York' },
  });
  expect([status, stdout]).toEqual([64, '']);
  expect(linesOf(stderr)).toEqual([expect.stringMatching(says)]);
});

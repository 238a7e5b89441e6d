import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { isReplaced, joinedAccount } from '../../../src/commands/demo/joined-account.ts';

let server: Server;
afterEach(() => server.close());

/** The port of a demo that takes every question and answers none. */
async function hangingPort(): Promise<number> {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

it('a demo that is slow to answer is not told as absent', async () => {
  const port = await hangingPort();
  expect(await joinedAccount(port, 500)).toEqual({
    complaint: `port ${port} of this machine did not answer within 0.5 s: if a demo runs there, try again, or name the port of another with --port`,
    status: 69,
  });
});

/** Sooner than an answer is given up. */
const WITHIN_MS = 5_000;

it('the end of a screen does not wait for the answer of a demo that hangs', {
  timeout: WITHIN_MS,
}, async () => {
  const port = await hangingPort();
  const ending = new AbortController();
  const replaced = isReplaced({ environment: {}, port, end: () => {} }, ending.signal, 0);
  await once(server, 'connection');
  ending.abort();
  expect(await replaced).toBe(false);
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { joinedAccount } from '../../../src/commands/demo/joined-account.ts';

it('a demo that is slow to answer is not told as absent', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const account = await joinedAccount(port, 500).finally(() => server.close());
  expect(account).toEqual({
    complaint: `port ${port} of this machine did not answer within 0.5 s: if a demo runs there, try again, or name the port of another with --port`,
    status: 69,
  });
});

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { HttpRequest } from '@smithy/core/transport';
import { afterEach, describe, expect, it } from 'vitest';
import { createRequestHandler } from '../../../src/aws/connection/request-handler.ts';

let server: Server;
afterEach(() => server.close());

/**
 * The result of a request to a server that writes `head`, then `piece` up to `times` times while the client still
 * listens.
 */
async function answerOf(head: readonly string[], piece: string, times: number): Promise<string> {
  server = createServer((socket) => {
    socket.on('error', () => {});
    const write = (left: number): void => {
      if (left === 0 || socket.destroyed) return;
      if (socket.write(piece)) setImmediate(write, left - 1);
      else socket.once('drain', () => write(left - 1));
    };
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\n${head.map((line) => `${line}\r\n`).join('')}\r\n`);
      write(times);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const handler = createRequestHandler(5_000);
  const request = new HttpRequest({
    protocol: 'http:',
    hostname: '127.0.0.1',
    port,
    method: 'POST',
    path: '/',
  });
  const { response } = await handler.handle(request);
  return text(response.body).finally(() => handler.destroy());
}

const MEBIBYTE = 1_048_576;
const CHUNK = `${MEBIBYTE.toString(16)}\r\n${'x'.repeat(MEBIBYTE)}\r\n`;

describe('the body of an answer', () => {
  it('is read as far as its declared length, whatever else the server sends', async () => {
    expect(await answerOf(['content-length: 5'], 'hello, and much more', 100)).toBe('hello');
  });

  it('ends with an error if its declared length is beyond any answer', async () => {
    const head = [`content-length: ${17 * MEBIBYTE}`];
    await expect(answerOf(head, 'x'.repeat(MEBIBYTE), 17)).rejects.toThrow('longer than 16 MiB');
  });

  it('ends with an error if it never ends and has no length', async () => {
    await expect(answerOf(['transfer-encoding: chunked'], CHUNK, 1_000)).rejects.toThrow(
      'longer than 16 MiB',
    );
  });

  it.each(['-5', '5 5', '0x5'])('is not considered bounded by a length of %j', async (length) => {
    await expect(answerOf([`content-length: ${length}`], 'hello', 1)).rejects.toThrow(/content-length/i);
  });
});

import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ProxiedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer from the server behind the proxy. */
export interface PassedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers in place of the server behind the proxy, or passes its answer on, completely or in part. */
export type Answering = (
  request: ProxiedRequest,
  response: ServerResponse,
  pass: () => Promise<PassedAnswer>,
) => Promise<void> | void;

/** An HTTP server in front of another one. */
export interface HttpProxy {
  readonly url: string;
  readonly port: number;
  answering: Answering;
  close(): Promise<void>;
}

export const passOn: Answering = async (_request, response, pass) => {
  const { status, headers, body } = await pass();
  response.writeHead(status, headers).end(body);
};

/** Hop-by-hop headers, which are not part of the message. */
const HOP_BY_HOP = ['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding'];

export async function startHttpProxy(upstreamUrl: string): Promise<HttpProxy> {
  const server = createServer({ keepAliveTimeout: 65_000 }, async (incoming, response) => {
    // The Date header must come from the server behind the proxy.
    response.sendDate = false;
    const { method = 'GET', url: path = '/', headers } = incoming;
    try {
      const request = { method, path, headers, body: await buffer(incoming) };
      await proxy.answering(request, response, () => passed(upstreamUrl, request));
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: HttpProxy = {
    url: `http://127.0.0.1:${port}`,
    port,
    answering: passOn,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}

/** On a connection of its own: a kept one may be closed at its other end in the moment that it is used again. */
function passed(upstreamUrl: string, { method, path, headers, body }: ProxiedRequest): Promise<PassedAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(new URL(path, upstreamUrl), {
      method,
      headers: endToEnd(headers),
      agent: false,
    });
    sent.on('error', reject).on('response', (answer) => {
      const { statusCode: status = 0, headers: back } = answer;
      buffer(answer).then((read) => resolve({ status, headers: endToEnd(back), body: read }), reject);
    });
    sent.end(body);
  });
}

function endToEnd(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

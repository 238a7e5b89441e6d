import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, vi } from 'vitest';
import { type AwsConnection, connectAws } from '../../src/aws/connect.ts';
import type { AwsSettings } from '../../src/aws/connection/settings.ts';
import type { Result, SourceError } from '../../src/monitor/source-error.ts';
import type { Sources } from '../../src/monitor/sources.ts';
import type { RawText } from '../../src/terminal/text.ts';

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Respond = (request: SentRequest, response: ServerResponse) => void;

/** A loopback HTTP server that records its requests and answers as the test says. */
export interface LoopbackAws {
  readonly url: string;
  readonly requests: readonly SentRequest[];
  respond: Respond;
  connect(settings?: Partial<AwsSettings>): AwsConnection;
  close(): Promise<void>;
}

export async function startLoopbackAws(): Promise<LoopbackAws> {
  const requests: SentRequest[] = [];
  const connections: AwsConnection[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (piece: string) => {
      body += piece;
    });
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      requests.push({ method, url, headers, body });
      loopback.respond({ method, url, headers, body }, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const loopback: LoopbackAws = {
    url,
    requests,
    respond: answerJson({}),
    connect(settings = {}) {
      const connection = connectAws({
        region: 'eu-west-1',
        profile: null,
        endpointUrl: url,
        cloudwatchProtocol: 'json',
        requestTimeoutMs: LONG_MS,
        ...settings,
      });
      connections.push(connection);
      return connection;
    },
    close() {
      for (const connection of connections) connection.close();
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
  return loopback;
}

/** For all tests of a file: their answers, the recorded requests, and lmon's sources connected to the server. */
export function loopbackOfFile() {
  let loopback: LoopbackAws;
  let sources: Sources;
  beforeAll(async () => {
    stubCredentials();
    loopback = await startLoopbackAws();
    sources = loopback.connect().sources;
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await loopback.close();
  });
  return {
    set respond(respond: Respond) {
      loopback.respond = respond;
    },
    get requests() {
      return loopback.requests;
    },
    get sources() {
      return sources;
    },
    connect: (settings?: Partial<AwsSettings>) => loopback.connect(settings),
  };
}

export function answerJson(answer: unknown, status = 200, headers: Record<string, string> = {}): Respond {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(JSON.stringify(answer));
  };
}

export function answerText(text: string, status = 200, contentType = 'text/xml'): Respond {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': contentType });
    response.end(text);
  };
}

/** Only these credentials, from no file of the machine that runs the test. */
export function stubCredentials(accessKeyId = 'AKIDTEST'): void {
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'HTTPS_PROXY', 'https_proxy', 'AWS_CA_BUNDLE']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
}

/** A call that is answered is not given up, however busy the machine is. */
export const LONG_MS = 60_000;

export const patient = new AbortController().signal;

export function raw(text: string): RawText {
  return text as RawText;
}

/** The JSON body of a request. */
export function sentJson(request: SentRequest | undefined): Record<string, unknown> {
  return JSON.parse(request?.body ?? 'null');
}

export function answerOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.name}: ${result.error.message}`);
  return result.value;
}

export function errorOf(result: Result<unknown>): SourceError {
  if (result.ok) throw new Error(`an answer where an error was due: ${JSON.stringify(result.value)}`);
  return result.error;
}

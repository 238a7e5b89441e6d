import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import { WrittenMetrics } from './wire/cloudwatch/written-metrics.ts';
import type { FaultInput } from './wire/fault/fault-plan.ts';
import { faultShape } from './wire/fault/fault-plan.ts';
import type { HttpResponse } from './wire/http-message.ts';
import { LocalAws } from './wire/local-aws.ts';
import { WrittenLogs } from './wire/logs/written-logs.ts';
import { createQuotaMeter, NO_QUOTAS } from './wire/quota/quota-meter.ts';
import { readRequest } from './wire/read-request.ts';
import type { Reply } from './wire/reply.ts';
import { replyWith } from './wire/reply.ts';
import { sideDoorResponse } from './wire/side-door.ts';
import type { EpochMs, World } from './world/world.ts';

const HOST = '127.0.0.1';
const DEFAULT_INGESTION_DELAY_MS = 50;
/** Advancing the world in small steps keeps a long silence from costing a burst. */
const ADVANCE_EVERY_MS = 500;
/** Longer than any poll is apart, so that a kept connection does not break under a request. */
const KEEP_ALIVE_MS = 65_000;

export interface LocalAwsOptions {
  readonly world: World;
  /** Account time. */
  readonly clock: { now(): EpochMs };
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether the quotas of eu-west-1 throttle. */
  readonly quotas: boolean;
  /** How long after PutLogEvents an event can be read; 50 when absent. */
  readonly ingestionDelayMs?: number;
  /** How long after PutMetricData a datum can be read; 0 when absent. */
  readonly publicationDelayMs?: number;
  /** What goes wrong from the start. */
  readonly faults?: readonly FaultInput[];
}

export interface LocalAwsServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the AWS APIs on 127.0.0.1.
 *
 * @throws when the port is taken.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAwsServer> {
  const { world } = options;
  const localAws = new LocalAws(
    {
      world,
      writtenLogs: new WrittenLogs(options.ingestionDelayMs ?? DEFAULT_INGESTION_DELAY_MS),
      writtenMetrics: new WrittenMetrics(options.publicationDelayMs ?? 0),
    },
    options.quotas ? createQuotaMeter() : NO_QUOTAS,
    v.parse(v.array(faultShape), options.faults ?? []),
  );
  const advanceToNow = forwardOnly(options);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (message, response) => {
    serve(message, response, localAws, advanceToNow).catch(() => response.destroy());
  });
  const ticker = setInterval(advanceToNow, ADVANCE_EVERY_MS).unref();
  const { port } = await listening(server, options.port);
  return {
    url: `http://${HOST}:${port}`,
    port,
    close: () => {
      clearInterval(ticker);
      return closed(server);
    },
  };
}

/** Advances the world to the clock and says the time; a clock that was set back changes nothing. */
function forwardOnly({ world, clock }: LocalAwsOptions): () => EpochMs {
  let reachedMs = -Infinity;
  return () => {
    const nowMs = Math.floor(clock.now());
    if (nowMs > reachedMs) {
      reachedMs = nowMs;
      world.advanceTo(nowMs);
    }
    return reachedMs;
  };
}

const TOO_LARGE: HttpResponse = {
  status: 413,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({ __type: 'RequestEntityTooLargeException', message: 'The body is too large.' }),
};

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  localAws: LocalAws,
  advanceToNow: () => EpochMs,
): Promise<void> {
  const request = await readRequest(message);
  if (request === null) return send(response, TOO_LARGE);
  const nowMs = advanceToNow();
  const sideDoor = sideDoorResponse(request, localAws, nowMs);
  carryOut(sideDoor === null ? localAws.reply(request, nowMs) : replyWith(sideDoor), response);
}

function carryOut(reply: Reply, response: ServerResponse): void {
  switch (reply.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'response':
      if (reply.delayMs === 0) send(response, reply.response);
      else setTimeout(() => send(response, reply.response), reply.delayMs).unref();
  }
}

function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (response.destroyed) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('x-amzn-requestid', REQUEST_ID);
  response.end(body);
}

/** Every request has the same: answers must not differ from run to run. */
const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

function listening(server: Server, port: number): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.removeListener('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

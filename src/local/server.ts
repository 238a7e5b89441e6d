import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as v from 'valibot';
import type { EpochMs } from '../lambda/time.ts';
import { sendStream } from './send-stream.ts';
import { WrittenMetrics } from './wire/cloudwatch/written-metrics.ts';
import { type FaultInput, faultShape } from './wire/fault/fault-plan.ts';
import { isForeign } from './wire/http/foreign-request.ts';
import type { HttpResponse } from './wire/http/http-message.ts';
import { readRequest } from './wire/http/read-request.ts';
import { type Reply, replyWith } from './wire/http/reply.ts';
import { LocalAws, type RegionalAccount } from './wire/local-aws.ts';
import { LogQueries } from './wire/logs/insights/log-queries.ts';
import { LiveSessions } from './wire/logs/live-sessions.ts';
import { WrittenLogs } from './wire/logs/log-group/written-logs.ts';
import { createQuotaMeter, NO_QUOTAS } from './wire/quota/quota-meter.ts';
import { sideDoorResponse } from './wire/side-door.ts';
import type { World } from './world/world.ts';

const HOST = '127.0.0.1';
const DEFAULT_INGESTION_DELAY_MS = 50;
/** Advancing the world in small steps keeps a long silence from costing a burst. */
const ADVANCE_EVERY_MS = 500;
/** How much of the world's time is simulated at once: requests are answered in between. */
const PIECE_MS = 5 * 60_000;
/** Longer than the interval of any poll, so that a kept connection does not break under a request. */
const KEEP_ALIVE_MS = 65_000;

export interface LocalAwsOptions {
  readonly world: World;
  /** What the account has in other Regions; a request goes where its signature says. */
  readonly elsewhere?: readonly World[];
  /** Account time. */
  readonly clock: { now(): EpochMs };
  /** The clock setting for other processes; not published if absent. */
  readonly clockText?: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Whether the quotas of eu-west-1 throttle. */
  readonly quotas: boolean;
  /** How long after PutLogEvents an event can be read; 50 when absent. */
  readonly ingestionDelayMs?: number;
  /** How long after PutMetricData a datum can be read; 0 when absent. */
  readonly publicationDelayMs?: number;
  /** Faults from the start. */
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
 * @throws when the port can't be opened.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAwsServer> {
  const { world, elsewhere = [] } = options;
  const localAws = new LocalAws({
    home: regionalAccount(world, options),
    elsewhere: elsewhere.map((each) => regionalAccount(each, options)),
    faults: v.parse(v.array(faultShape), options.faults ?? []),
    clockText: options.clockText ?? null,
  });
  const now = forwardOnly(options.clock);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (message, response) => {
    serve(message, response, localAws, now).catch(() => response.destroy());
  });
  const { port } = await listening(server, options.port);
  const stops = [world, ...elsewhere].map((each) => keepUp(each, now));
  return {
    url: `http://${HOST}:${port}`,
    port,
    close: () => {
      for (const stop of stops) stop();
      return closed(server);
    },
  };
}

function regionalAccount(world: World, options: LocalAwsOptions): RegionalAccount {
  return {
    account: {
      world,
      writtenLogs: new WrittenLogs(options.ingestionDelayMs ?? DEFAULT_INGESTION_DELAY_MS),
      writtenMetrics: new WrittenMetrics(options.publicationDelayMs ?? 0),
      liveSessions: new LiveSessions(),
      queries: new LogQueries(),
    },
    quotas: options.quotas ? createQuotaMeter() : NO_QUOTAS,
  };
}

/** The time; it stands still if the clock is set back. */
function forwardOnly(clock: LocalAwsOptions['clock']): () => EpochMs {
  let reachedMs = -Infinity;
  return () => {
    reachedMs = Math.max(reachedMs, Math.floor(clock.now()));
    return reachedMs;
  };
}

/** Advances the world with the clock, in short pieces while it lags. @returns a function that ends it */
function keepUp(world: World, now: () => EpochMs): () => void {
  let reachedMs = world.startMs;
  let timer = setTimeout(advance, 0).unref();
  function advance(): void {
    reachedMs = Math.min(now(), reachedMs + PIECE_MS);
    world.advanceTo(reachedMs);
    const lagMs = now() - reachedMs;
    timer = setTimeout(advance, lagMs < PIECE_MS ? ADVANCE_EVERY_MS : 0).unref();
  }
  return () => clearTimeout(timer);
}

const FOREIGN: HttpResponse = {
  status: 403,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({ __type: 'AccessDeniedException', message: 'Only this machine is answered.' }),
};

const TOO_LARGE: HttpResponse = {
  status: 413,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({ __type: 'RequestEntityTooLargeException', message: 'The body is too large.' }),
};

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  localAws: LocalAws,
  now: () => EpochMs,
): Promise<void> {
  if (isForeign(message.headers)) return send(response, FOREIGN);
  const request = await readRequest(message);
  if (request === null) return send(response, TOO_LARGE);
  const nowMs = now();
  // A client that uses the Date header gets account time.
  response.setHeader('date', new Date(nowMs).toUTCString());
  const sideDoor = sideDoorResponse(request, localAws, nowMs);
  carryOut(sideDoor === null ? localAws.reply(request, nowMs) : replyWith(sideDoor), response, now);
}

function carryOut(reply: Reply, response: ServerResponse, now: () => EpochMs): void {
  switch (reply.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'silent':
      return;
    case 'stream': {
      const begin = () => sendStream(reply.stream, response, now);
      if (reply.delayMs === 0) begin();
      else setTimeout(begin, reply.delayMs).unref();
      return;
    }
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

/** The same for every request, because answers must not differ from run to run. */
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

import { pipeline } from 'node:stream';
import type { HttpResponse } from '@smithy/core/transport';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { TimeSignal } from '../../monitor/clock.ts';
import { AnswerLimit, declaredLength, MessageLimit } from './answer-limit.ts';
import type { NetworkEnvironment } from './https-proxy.ts';
import { SILENT_LOGGER } from './silent-logger.ts';
import { TunnelAgent } from './tunnel-agent.ts';

const CONNECTION_TIMEOUT_MS = 3_000;
/** The SDK's default: enough for all calls that the budget allows at once. */
const SOCKETS_PER_HOST = 50;

/**
 * Sockets for all clients, kept alive, with the environment's proxy and certificates.
 *
 * @param requestTimeoutMs until the head of the answer; `deadline.ts` limits the whole of it
 */
export function createRequestHandler(
  requestTimeoutMs: number,
  timeSignal?: TimeSignal,
  environment: NetworkEnvironment = process.env,
): NodeHttpHandler {
  const options = {
    connectionTimeout: Math.min(CONNECTION_TIMEOUT_MS, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    logger: SILENT_LOGGER,
    httpsAgent: new TunnelAgent({ keepAlive: true, maxSockets: SOCKETS_PER_HOST }, environment),
  };
  return new BoundedHttpHandler(options, timeSignal);
}

/**
 * Passes answers on as they arrive, with bounded memory whichever server answers. An event stream is endless, and never
 * held as a whole.
 */
class BoundedHttpHandler extends NodeHttpHandler {
  readonly #timeSignal: TimeSignal | undefined;

  constructor(options: ConstructorParameters<typeof NodeHttpHandler>[0], timeSignal: TimeSignal | undefined) {
    super(options);
    this.#timeSignal = timeSignal;
  }

  override async handle(
    ...request: Parameters<NodeHttpHandler['handle']>
  ): ReturnType<NodeHttpHandler['handle']> {
    const tell = this.#timeSignal?.asking();
    const { response } = await super.handle(...request);
    const toldMs = Date.parse(response.headers['date'] ?? '');
    if (this.#timeSignal !== undefined && !Number.isNaN(toldMs)) {
      tell?.(toldMs);
      // The SDK compares it with the machine's clock, which may differ from account time.
      const wallMs = toldMs - this.#timeSignal.machineNow() + Date.now();
      response.headers['date'] = new Date(wallMs).toUTCString();
    }
    const limit = limitFor(response);
    if (limit === null) return { response };
    // Errors of both streams reach the reader of the bounded body.
    const body = pipeline(response.body, limit, () => {});
    return { response: Object.assign(response, { body }) };
  }
}

/** Null for an answer that is already bounded. */
function limitFor({ statusCode, headers }: HttpResponse): MessageLimit | AnswerLimit | null {
  if (statusCode === 200 && headers['content-type'] === 'application/vnd.amazon.eventstream')
    return new MessageLimit();
  return declaredLength(headers) === null ? new AnswerLimit() : null;
}

import { pipeline } from 'node:stream';
import type { HttpResponse } from '@smithy/core/transport';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { TimeSignal } from '../../monitor/clock.ts';
import { AnswerLimit, declaredLength, MessageLimit } from './answer-limit.ts';
import type { NetworkEnvironment } from './https-proxy.ts';
import { SILENT_LOGGER } from './silent-logger.ts';
import { TunnelAgent } from './tunnel-agent.ts';

const CONNECTION_TIMEOUT_MS = 3_000;
/** The SDK's own number: enough for every call that the budget allows at once. */
const SOCKETS_PER_HOST = 50;

/**
 * Sockets for all clients, kept alive, through the proxy and with the certificates of the environment.
 *
 * @param requestTimeoutMs to the head of the answer. `deadline.ts` watches over the whole of it.
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
 * Passes answers on as they come, but none without end: whatever server a name leads to, memory is bounded. A stream of
 * events has no end and is never kept whole.
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
      // The SDK compares it with the machine's clock, whatever that is to account time.
      const wallMs = toldMs - this.#timeSignal.machineNow() + Date.now();
      response.headers['date'] = new Date(wallMs).toUTCString();
    }
    const limit = limitFor(response);
    if (limit === null) return { response };
    // Whoever reads the bounded body hears of what goes wrong with either.
    const body = pipeline(response.body, limit, () => {});
    return { response: Object.assign(response, { body }) };
  }
}

/** Null for what is bounded already. */
function limitFor({ statusCode, headers }: HttpResponse): MessageLimit | AnswerLimit | null {
  if (statusCode === 200 && headers['content-type'] === 'application/vnd.amazon.eventstream')
    return new MessageLimit();
  return declaredLength(headers) === null ? new AnswerLimit() : null;
}

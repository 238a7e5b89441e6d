import { NodeHttpHandler } from '@smithy/node-http-handler';
import { certificateBundle } from './certificate-bundle.ts';
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
  environment: NetworkEnvironment = process.env,
): NodeHttpHandler {
  const ca = certificateBundle(environment.AWS_CA_BUNDLE);
  const agentOptions = { keepAlive: true, maxSockets: SOCKETS_PER_HOST, ...(ca === null ? {} : { ca }) };
  return new NodeHttpHandler({
    connectionTimeout: Math.min(CONNECTION_TIMEOUT_MS, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    logger: SILENT_LOGGER,
    httpsAgent: new TunnelAgent(agentOptions, environment),
  });
}

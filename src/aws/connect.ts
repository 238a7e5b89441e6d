import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Sources } from '../monitor/sources.ts';
import { askAccountLimits } from './account-limits.ts';
import { askActiveFunctionPage } from './active-function-page.ts';
import { createAsk } from './ask.ts';
import { askCallerIdentity } from './caller-identity.ts';
import { createClientPool } from './client-pool.ts';
import { createClients } from './clients.ts';
import { askEventSourceMappingPage } from './event-source-mapping-page.ts';
import { askFunctionConfiguration } from './function-configuration.ts';
import { askFunctionPage } from './function-page.ts';
import { askLogPage } from './log-page.ts';
import { askMetricPage } from './metric-page.ts';
import { createRequestHandler } from './request-handler.ts';
import { askReservedConcurrency } from './reserved-concurrency.ts';
import type { AwsSettings } from './settings.ts';
import { askShardCount } from './shard-count.ts';

export interface AwsConnection {
  readonly sources: Sources;
  /** Closes the sockets. Calls under way end as `unreachable`. */
  close(): void;
}

/** AWS, or whatever answers at the endpoint, as the monitor's sources. Sends nothing until the first question. */
export function connectAws(settings: AwsSettings): AwsConnection {
  let requestHandler: NodeHttpHandler | null = null;
  const pool = createClientPool(() => {
    requestHandler ??= createRequestHandler(settings.requestTimeoutMs);
    return createClients(settings, requestHandler);
  });
  const ask = createAsk(pool, settings.requestTimeoutMs);

  return {
    sources: {
      identity: { caller: (signal) => askCallerIdentity(ask, signal) },
      functions: {
        page: (token, signal) => askFunctionPage(ask, token, signal),
        configuration: (name, signal) => askFunctionConfiguration(ask, name, signal),
        reservedConcurrency: (name, signal) => askReservedConcurrency(ask, name, signal),
        accountLimits: (signal) => askAccountLimits(ask, signal),
        mappings: (token, signal) => askEventSourceMappingPage(ask, token, signal),
        shardCount: (streamArn, signal) => askShardCount(ask, streamArn, signal),
      },
      metrics: {
        page: (queries, range, token, signal) => askMetricPage(ask, queries, range, token, signal),
        recentlyActive: (token, signal) => askActiveFunctionPage(ask, token, signal),
      },
      logs: {
        page: (group, range, pattern, token, signal) => askLogPage(ask, group, range, pattern, token, signal),
      },
    },
    close: () => requestHandler?.destroy(),
  };
}

import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Sources } from '../monitor/sources.ts';
import { createAsk } from './connection/ask.ts';
import { createClientPool } from './connection/client-pool.ts';
import { createClients } from './connection/clients.ts';
import { createRequestHandler } from './connection/request-handler.ts';
import type { AwsSettings } from './connection/settings.ts';
import { askAccountLimits } from './question/account-limits.ts';
import { askActiveFunctionPage } from './question/active-function-page.ts';
import { askAlarmPage } from './question/alarm-page.ts';
import { askAliasPage } from './question/alias-page.ts';
import { askAsyncDelivery } from './question/async-delivery.ts';
import { askCallerIdentity } from './question/caller-identity.ts';
import { askEventSourceMappingPage } from './question/event-source-mapping-page.ts';
import { askFunctionConfiguration } from './question/function-configuration.ts';
import { askFunctionPage } from './question/function-page.ts';
import { liveFrames } from './question/live-frames.ts';
import { askLogPage } from './question/log-page.ts';
import { askLogGroupSize, askQueryResults, askQueryStart, askQueryStop } from './question/log-query.ts';
import { askMetricPage } from './question/metric-page.ts';
import { askProvisionedConcurrencyPage } from './question/provisioned-concurrency-page.ts';
import { askQueueSetup } from './question/queue-setup.ts';
import { askReservedConcurrency } from './question/reserved-concurrency.ts';
import { askStreamSummary } from './question/stream-summary.ts';
import { askTableShardPage } from './question/table-shard-page.ts';
import { askTaggedFunctionPage } from './question/tagged-function-page.ts';
import { askVersionPage } from './question/version-page.ts';

export interface AwsConnection {
  readonly sources: Sources;
  /** Closes the sockets. Calls under way end as `unreachable`. */
  close(): void;
}

/** AWS, or whatever answers at the endpoint, as the monitor's sources. Sends nothing until the first question. */
export function connectAws(settings: AwsSettings): AwsConnection {
  let requestHandler: NodeHttpHandler | null = null;
  const pool = createClientPool(() => {
    requestHandler ??= createRequestHandler(settings.requestTimeoutMs, settings.timeSignal);
    return createClients(settings, requestHandler);
  });
  const ask = createAsk(pool, settings);

  return {
    sources: {
      identity: { caller: (signal) => askCallerIdentity(ask, signal) },
      functions: {
        page: (token, signal) => askFunctionPage(ask, token, signal),
        configuration: (name, signal) => askFunctionConfiguration(ask, name, signal),
        reservedConcurrency: (name, signal) => askReservedConcurrency(ask, name, signal),
        accountLimits: (signal) => askAccountLimits(ask, signal),
        mappings: (token, signal) => askEventSourceMappingPage(ask, token, signal),
        stream: (streamArn, signal) => askStreamSummary(ask, streamArn, signal),
        tableShards: (streamArn, token, signal) => askTableShardPage(ask, streamArn, token, signal),
        queue: (queueArn, signal) => askQueueSetup(ask, queueArn, signal),
        aliases: (name, token, signal) => askAliasPage(ask, name, token, signal),
        versions: (name, token, signal) => askVersionPage(ask, name, token, signal),
        tagged: (tags, token, signal) => askTaggedFunctionPage(ask, tags, token, signal),
        asyncDelivery: (name, signal) => askAsyncDelivery(ask, name, signal),
        provisionedConcurrency: (name, token, signal) =>
          askProvisionedConcurrencyPage(ask, name, token, signal),
      },
      metrics: {
        page: (queries, range, token, signal) => askMetricPage(ask, queries, range, token, signal),
        recentlyActive: (token, signal) => askActiveFunctionPage(ask, token, signal),
      },
      logs: {
        page: (group, range, pattern, token, signal) => askLogPage(ask, group, range, pattern, token, signal),
        live: (groupArn, pattern, signal) =>
          liveFrames(ask, settings.requestTimeoutMs, groupArn, pattern, signal),
      },
      queries: {
        size: (group, signal) => askLogGroupSize(ask, group, signal),
        start: (group, query, range, signal) => askQueryStart(ask, group, query, range, signal),
        results: (queryId, signal) => askQueryResults(ask, queryId, signal),
        stop: (queryId, signal) => askQueryStop(ask, queryId, signal),
      },
      trail: {
        page: async (...question) =>
          (await import('./question/trail-page.ts')).askTrailPage(ask, ...question),
      },
      alarms: { ringing: (token, signal) => askAlarmPage(ask, token, signal) },
    },
    close: () => requestHandler?.destroy(),
  };
}

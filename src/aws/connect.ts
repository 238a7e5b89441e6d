import type { Sources } from '../monitor/sources.ts';
import type { Ask } from './connection/ask.ts';
import { createRegionalAsks } from './connection/regional-asks.ts';
import type { AwsSettings } from './connection/settings.ts';

export interface AwsConnection {
  /** Of the connection's own Region. */
  readonly sources: Sources;
  sourcesIn(region: string): Sources;
  /** Closes the sockets. Calls under way end as `unreachable`. */
  close(): void;
}

/**
 * AWS, or whatever is at the endpoint, as the monitor's sources. Sends nothing before the first question, and loads
 * only the SDK clients that are needed: loading all takes longer than the first line of a log takes to arrive.
 */
export function connectAws(settings: AwsSettings): AwsConnection {
  const asks = createRegionalAsks(settings);
  const sourcesIn = (region: string) => sourcesOf(asks.in(region), settings);
  return { sources: sourcesIn(settings.region), sourcesIn, close: asks.close };
}

function sourcesOf(ask: Ask, settings: AwsSettings): Sources {
  return {
    identity: {
      caller: async (...question) =>
        (await import('./question/caller-identity.ts')).askCallerIdentity(ask, ...question),
    },
    functions: {
      page: async (token, signal) =>
        (await import('./question/function-page.ts')).askFunctionPage(ask, token, signal),
      configuration: async (...question) =>
        (await import('./question/function-configuration.ts')).askFunctionConfiguration(ask, ...question),
      reservedConcurrency: async (...question) =>
        (await import('./question/reserved-concurrency.ts')).askReservedConcurrency(ask, ...question),
      accountLimits: async (...question) =>
        (await import('./question/account-limits.ts')).askAccountLimits(ask, ...question),
      mappings: async (...question) =>
        (await import('./question/event-source-mapping-page.ts')).askEventSourceMappingPage(ask, ...question),
      stream: async (...question) =>
        (await import('./question/stream-summary.ts')).askStreamSummary(ask, ...question),
      tableShards: async (...question) =>
        (await import('./question/table-shard-page.ts')).askTableShardPage(ask, ...question),
      queue: async (...question) =>
        (await import('./question/queue-setup.ts')).askQueueSetup(ask, ...question),
      aliases: async (...question) =>
        (await import('./question/alias-page.ts')).askAliasPage(ask, ...question),
      versions: async (...question) =>
        (await import('./question/version-page.ts')).askVersionPage(ask, ...question),
      tagged: async (tags, token, signal) =>
        (await import('./question/tagged-function-page.ts')).askTaggedFunctionPage(ask, tags, token, signal),
      asyncDelivery: async (...question) =>
        (await import('./question/async-delivery.ts')).askAsyncDelivery(ask, ...question),
      provisionedConcurrency: async (...question) =>
        (await import('./question/provisioned-concurrency-page.ts')).askProvisionedConcurrencyPage(
          ask,
          ...question,
        ),
    },
    metrics: {
      page: async (...question) =>
        (await import('./question/metric-page.ts')).askMetricPage(ask, ...question),
      recentlyActive: async (...question) =>
        (await import('./question/active-function-page.ts')).askActiveFunctionPage(ask, ...question),
    },
    logs: {
      page: async (...question) =>
        (await import('./question/log-page.ts')).askLogPage(ask, settings.messages ?? null, ...question),
      async *live(...question) {
        const { liveFrames } = await import('./question/live-frames.ts');
        yield* liveFrames(ask, settings.requestTimeoutMs, ...question);
      },
    },
    queries: {
      size: async (...question) =>
        (await import('./question/log-query.ts')).askLogGroupSize(ask, ...question),
      start: async (...question) => (await import('./question/log-query.ts')).askQueryStart(ask, ...question),
      results: async (...question) =>
        (await import('./question/log-query.ts')).askQueryResults(ask, ...question),
      stop: async (...question) => (await import('./question/log-query.ts')).askQueryStop(ask, ...question),
    },
    trail: {
      page: async (...question) => (await import('./question/trail-page.ts')).askTrailPage(ask, ...question),
    },
    alarms: {
      ringing: async (...question) =>
        (await import('./question/alarm-page.ts')).askAlarmPage(ask, ...question),
    },
  };
}

import type { Sources } from '../../../monitor/sources.ts';

/** Sources loaded with the first question: the AWS clients take longer to load than the first frame to draw. */
export function laterSources(load: () => Promise<Sources>): Sources {
  let loading: Promise<Sources> | null = null;
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  return {
    identity: { caller: async (...question) => (await loaded()).identity.caller(...question) },
    functions: {
      page: async (...question) => (await loaded()).functions.page(...question),
      configuration: async (...question) => (await loaded()).functions.configuration(...question),
      reservedConcurrency: async (...question) => (await loaded()).functions.reservedConcurrency(...question),
      accountLimits: async (...question) => (await loaded()).functions.accountLimits(...question),
      mappings: async (...question) => (await loaded()).functions.mappings(...question),
      stream: async (...question) => (await loaded()).functions.stream(...question),
      tableShards: async (...question) => (await loaded()).functions.tableShards(...question),
      queue: async (...question) => (await loaded()).functions.queue(...question),
      aliases: async (...question) => (await loaded()).functions.aliases(...question),
      versions: async (...question) => (await loaded()).functions.versions(...question),
      tagged: async (...question) => (await loaded()).functions.tagged(...question),
      asyncDelivery: async (...question) => (await loaded()).functions.asyncDelivery(...question),
      provisionedConcurrency: async (...question) =>
        (await loaded()).functions.provisionedConcurrency(...question),
    },
    metrics: {
      page: async (...question) => (await loaded()).metrics.page(...question),
      recentlyActive: async (...question) => (await loaded()).metrics.recentlyActive(...question),
    },
    logs: {
      page: async (...question) => (await loaded()).logs.page(...question),
      live: async function* (...question) {
        yield* (await loaded()).logs.live(...question);
      },
    },
    queries: {
      size: async (...question) => (await loaded()).queries.size(...question),
      start: async (...question) => (await loaded()).queries.start(...question),
      results: async (...question) => (await loaded()).queries.results(...question),
      stop: async (...question) => (await loaded()).queries.stop(...question),
    },
    trail: { page: async (...question) => (await loaded()).trail.page(...question) },
    alarms: { ringing: async (...question) => (await loaded()).alarms.ringing(...question) },
  };
}

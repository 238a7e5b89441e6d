import type { Sources } from '../monitor/sources.ts';

/** Sources that are loaded with the first question: the AWS clients cost more to load than the first frame to draw. */
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
      shardCount: async (...question) => (await loaded()).functions.shardCount(...question),
    },
    metrics: {
      page: async (...question) => (await loaded()).metrics.page(...question),
      recentlyActive: async (...question) => (await loaded()).metrics.recentlyActive(...question),
    },
    logs: { page: async (...question) => (await loaded()).logs.page(...question) },
  };
}

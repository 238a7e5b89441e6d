import type { Sources } from '../../monitor/sources.ts';

interface Limits {
  /** Without any answer. */
  readonly silentMs: number;
  readonly mostMs: number;
}

/** How long a script waits: as long as answers come, which a busy machine or a throttled account only delays. */
export interface Patience {
  /** The same source, whose answers renew the patience. */
  renewedBy(logs: Sources['logs']): Sources['logs'];
  /** Begins to wait. Resolves once no answer came for too long, or when all the time is up. */
  over(): Promise<void>;
}

export function createPatience({ silentMs, mostMs }: Limits): Patience {
  let silence: NodeJS.Timeout | null = null;
  return {
    renewedBy: (logs) => ({
      ...logs,
      async page(question, signal) {
        const answer = await logs.page(question, signal);
        if (answer.ok) silence?.refresh();
        return answer;
      },
    }),
    // Neither timer keeps a process running that has nothing else to wait for.
    over: () =>
      new Promise((resolve) => {
        silence = setTimeout(resolve, silentMs).unref();
        setTimeout(resolve, mostMs).unref();
      }),
  };
}

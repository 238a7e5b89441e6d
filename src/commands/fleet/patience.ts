import { mayPass } from '../../monitor/calls/asking.ts';
import type { Result } from '../../monitor/source-error.ts';

interface Limits {
  /** Without any answer. */
  readonly silentMs: number;
  /** By default there is no other limit. */
  readonly mostMs?: number;
}

type Question<Details extends readonly unknown[], Value> = (...details: Details) => Promise<Result<Value>>;

/** How long a script waits: as long as answers come, which a busy machine or a throttled account only delays. */
export interface Patience {
  /** The same question, whose answers renew the patience; a denial is one. */
  renewedBy<Details extends readonly unknown[], Value>(
    question: Question<Details, Value>,
  ): Question<Details, Value>;
  /** Begins to wait. Resolves once no answer came for too long, or when all the time is up. */
  over(): Promise<void>;
}

export function createPatience({ silentMs, mostMs }: Limits): Patience {
  let silence: NodeJS.Timeout | null = null;
  return {
    renewedBy:
      (question) =>
      async (...details) => {
        const answer = await question(...details);
        if (answer.ok || !mayPass(answer.error)) silence?.refresh();
        return answer;
      },
    // Neither timer keeps a process running that has nothing else to wait for.
    over: () =>
      new Promise((resolve) => {
        silence = setTimeout(resolve, silentMs).unref();
        if (mostMs !== undefined) setTimeout(resolve, mostMs).unref();
      }),
  };
}

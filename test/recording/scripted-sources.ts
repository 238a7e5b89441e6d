import type { AccountLimits } from '../../src/lambda/function/function.ts';
import type { LogAnswer } from '../../src/monitor/log-page.ts';
import type { Page } from '../../src/monitor/page.ts';
import type { Result, SourceErrorKind } from '../../src/monitor/source-error.ts';
import type { Alarm, MetricPoint, Sources } from '../../src/monitor/sources.ts';
import { rawText } from '../../src/terminal/text.ts';

/** The account's current answers. */
export interface Answers {
  readonly error?: SourceErrorKind;
  readonly logs?: LogAnswer;
  /** For every requested series. */
  readonly metrics?: readonly MetricPoint[];
  readonly accountLimits?: AccountLimits;
  readonly alarms?: Page<Alarm>;
}

/** Sources with scripted answers; without a script, the answer is `absent`. */
export function scriptedSources(answers: () => Answers): Sources {
  const answer = async <Value>(value: Value | undefined): Promise<Result<Value>> => {
    const { error } = answers();
    if (error === undefined && value !== undefined) return { ok: true, value };
    const name = rawText(error ?? 'absent');
    return {
      ok: false,
      error: { kind: error ?? 'absent', action: 'logs:FilterLogEvents', name, message: rawText('as told') },
    };
  };
  const nothing = () => answer<never>(undefined);
  return {
    identity: { caller: nothing },
    functions: {
      page: nothing,
      configuration: nothing,
      reservedConcurrency: nothing,
      accountLimits: () => answer(answers().accountLimits),
      mappings: nothing,
      stream: nothing,
      tableShards: nothing,
      queue: nothing,
      aliases: nothing,
      versions: nothing,
      tagged: nothing,
      asyncDelivery: nothing,
      provisionedConcurrency: nothing,
    },
    metrics: {
      page: (queries) => {
        const { metrics: points } = answers();
        const items = points && queries.map((_, index) => ({ index, points, status: 'complete' as const }));
        return answer(items && { items, nextToken: null });
      },
      recentlyActive: nothing,
    },
    logs: {
      page: () => answer(answers().logs),
      async *live() {
        yield await nothing();
      },
    },
    queries: { size: nothing, start: nothing, results: nothing, stop: nothing },
    trail: { page: nothing },
    alarms: { ringing: () => answer(answers().alarms) },
  };
}

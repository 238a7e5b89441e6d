import type { EpochMs } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import { durationInWords, percentText, utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { streamSuspicion } from '../../cause/stream-suspicion.ts';
import { errorRateOf, type FunctionMinute, JUDGED_MINUTES, total } from '../../minute/function-minute.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { freeFirst, shortPoolOf } from '../case-file/short-pool.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, SuspectRule } from '../claims/suspect.ts';
import { busyWords, lags } from './lagging-stream.ts';

/** All workers are busy, and more is written than they read. */
export const slowStream: SuspectRule = {
  name: 'slowStream',
  weigh(file, { duration }) {
    if (!lags(file)) return null;
    const isBusy = streamSuspicion(file) === 'slowCalls';
    // A lag fills batches, which makes calls longer, whatever began it.
    const slower: Weighed[] =
      duration === null
        ? []
        : [
            {
              weight: 2,
              says: words`calls ${verb(file, 'take', 'took')} ${strong(durationInWords(duration.nowMs))} since ${utcMinute(duration.sinceMs)}, ${durationInWords(duration.beforeMs)} before: longer, as when batches fill`,
              evidence: [metric(file, 'Duration', 'Average')],
            },
          ];
    const isSlow = isBusy || slower.length > 0;
    const age = metric(file, 'IteratorAge', 'Maximum');
    const workers: Weighed = {
      weight: isBusy ? 4 : slower.length > 0 ? 0.5 : 2,
      says: words`${busyWords(file)}`,
      evidence: [
        metric(file, 'Duration', 'Average'),
        metric(file, 'Invocations', 'Sum'),
        api('lambda:ListEventSourceMappings'),
      ],
    };
    const newest = newestErrors(file.minutes);
    const fewFail: Weighed[] =
      newest === null || newest.rate >= SIGNS.fewFailures
        ? []
        : [{ weight: 1, says: failWords(newest), evidence: [metric(file, 'Errors', 'Sum')] }];
    return {
      title: words`calls too slow for what the stream brings`,
      pro: isSlow ? [workers, ...slower, ...fewFail] : [],
      contra: isSlow
        ? [
            {
              weight: 0,
              says: words`only the stream's own metrics tell whether more is written or calls are slower`,
              evidence: [age],
            },
          ]
        : [workers],
      advice: adviceFor(file),
    };
  },
};

function adviceFor(file: CaseFile): Advice {
  const pool = shortPoolOf(file);
  const expires = words`records older than the stream keeps are lost`;
  if (pool === null)
    return {
      now: words`raise the parallelization factor of its event source mapping`,
      next: words`larger batches, if a call costs more than its records`,
      later: words`more shards; less work for each record`,
      harms: words`more workers draw on the account pool; ${expires}`,
    };
  return {
    now: words`${freeFirst(pool, file.name)}: more workers would take what is left of it`,
    next: words`once the pool has room, raise the parallelization factor of its event source mapping`,
    later: words`larger batches, if a call costs more than its records; less work for each record`,
    harms: words`more workers now, while the pool ${pool.isFull ? safe`is full` : safe`is filling`}; ${expires}`,
  };
}

interface NewestErrors {
  /** The first judged minute. */
  readonly sinceMs: EpochMs;
  readonly rate: number;
}

/** Null without calls in the judged minutes: then failures are unknown. */
function newestErrors(minutes: readonly FunctionMinute[]): NewestErrors | null {
  const told = minutes.slice(-JUDGED_MINUTES).filter((minute) => errorRateOf(minute) !== null);
  const [first] = told;
  if (first === undefined) return null;
  const served = total(told, ({ invocations }) => invocations);
  return { sinceMs: first.minuteMs, rate: total(told, ({ errors }) => errors) / served };
}

/** By metrics: an error that is only logged fails no call. */
function failWords({ sinceMs, rate }: NewestErrors): Line {
  const since = utcMinute(sinceMs);
  return rate === 0
    ? words`none of its calls failed since ${since}`
    : words`only ${percentText(rate)} % of its calls failed since ${since}`;
}

import { meanInMinute } from '../../src/capacity/minute/residence.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/lambda/time.ts';
import { PublishedMinutes } from './published-minutes.ts';
import { looksAt } from './seen.ts';
import { playedTrace, type Trace } from './trace.ts';
import { truthOf } from './truth.ts';
import { watched } from './watched.ts';

const KNOWN_MINUTES = 45;
/** By then a minute is complete: the longest timeout plus the delay of publication. */
const FINAL_AFTER_MS = 17 * MINUTE_MS;

/** lmon's assessment of a trace, look by look and minute by minute, as JSON lines. Times are those of the trace. */
export function* playTrace(
  trace: Trace,
  { limit, sample, hasLogs }: { readonly limit: number; readonly sample: number; readonly hasLogs: boolean },
): Generator<string> {
  const calls = playedTrace(trace, limit, 1);
  // Needed only for Max(ConcurrentExecutions), which CloudWatch measures.
  const truth = truthOf(calls);
  const published = new PublishedMinutes(calls, truth);
  const judge = watched(calls, { hasLogs, isSampled: sample < 1 });
  for (const seen of looksAt(calls, truth, sample)) {
    const { assessment, polled } = judge(seen);
    const { level, low, high, risk, flag, reason, eta } = assessment;
    yield JSON.stringify({
      kind: 'look',
      t: seen.nowMs - calls.startMs,
      level,
      low,
      high,
      risk,
      flag,
      reason,
      etaLowS: eta === null ? null : eta.earlyMs / SECOND_MS,
      etaLikelyS: eta === null ? null : eta.likelyMs / SECOND_MS,
      etaHighS: eta === null ? null : eta.lateMs / SECOND_MS,
    });
    if (polled === null) continue;
    const finalMs = polled.minuteMs + FINAL_AFTER_MS;
    const known = Array.from({ length: KNOWN_MINUTES }, (_, back) => polled.minuteMs - back * MINUTE_MS)
      .filter((minuteMs) => minuteMs >= calls.startMs)
      .map((minuteMs) => published.at(minuteMs, finalMs))
      .reverse();
    yield JSON.stringify({
      kind: 'minute',
      t: polled.minuteMs - calls.startMs,
      meanPolled: polled.mean,
      meanFinal: meanInMinute(known, polled.minuteMs, finalMs),
    });
  }
}

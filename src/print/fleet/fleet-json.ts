import { limitMet, type MetLimit, shareOfLimit } from '../../capacity/assessment.ts';
import { callingSources } from '../../monitor/function/event-source/calling-sources.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { ownShareOfLimit } from '../../monitor/function/status/limit-share-history.ts';
import { numberOf } from '../../monitor/reading.ts';
import { lineText } from '../../terminal/line-layout.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { CausesOfOne } from '../../triage/cause/causes-of-one.ts';
import { streamLossOf } from '../../triage/report/impact/stream-loss.ts';
import { TOLD_IN_UTC } from '../../triage/sentence/time-words.ts';
import { jsonLine } from '../json-line.ts';
import { jsonTime } from '../json-time.ts';
import { reasonRecord } from './reason-json.ts';
import { verdictSentences } from './verdict-words.ts';

/** One function as a JSON line. */
export function fleetJson(status: FunctionStatus, causes: CausesOfOne, tense: Tense): string {
  return jsonLine(fleetRecord(status, causes, tense));
}

/**
 * A function in JSON. Null means no data; units are in the names.
 *
 * `etaSeconds` count from the judgement, not from the settled `minute`; all are 0 while the limit is met. A limit's
 * value is concurrency, requests a second for the kind `requestRate`, or new environments in ten seconds for `scaling`. `atMost` means that another limit could not be
 * read, which may bind sooner. If a source's calls are throttled, the account pool does it, not the busy workers.
 */
export function fleetRecord(status: FunctionStatus, causes: CausesOfOne, tense: Tense): object {
  const { assessment, configuration } = status;
  const { eta } = assessment;
  const limit = limitMet(assessment);
  return {
    v: 1,
    function: configuration.name,
    severity: status.severity,
    activity: status.activity,
    verdict: isExplained(causes)
      ? lineText(verdictSentences(status, causes, TOLD_IN_UTC[tense])[0] ?? [])
      : null,
    reasons: status.reasons.map(reasonRecord),
    steady: status.steady !== null,
    chronic:
      status.chronic === null
        ? null
        : {
            rate: status.chronic.rate,
            since: jsonTime(status.chronic.sinceMs),
            findingAbove: status.chronic.findingAbove,
          },
    notJudged: status.notJudged.map(({ rule, because }) => ({ rule, because })),
    minute: jsonTime(status.minuteMs),
    settled: status.minuteMs !== null,
    requestsPerSecond: numberOf(status.requestsPerSecond),
    errorRate: numberOf(status.errorRate),
    throttleRate: numberOf(status.throttleRate),
    durationP95Ms: numberOf(status.durationP95Ms),
    iteratorAgeMs: numberOf(status.iteratorAgeMs),
    lag: status.lag === null ? null : { of: status.lag.of, ageMs: numberOf(status.lag.ageMs) },
    recordLoss: recordLossRecord(status),
    lostEvents: numberOf(status.lostEvents),
    redriveQueues: status.redrives.map(({ queueName, depth, growthPerMinute }) => ({
      name: queueName,
      messages: numberOf(depth),
      growthPerMinute,
    })),
    concurrency: {
      estimate: assessment.level,
      low: assessment.low,
      high: assessment.high,
      observedMax: numberOf(status.observedMax),
    },
    limit: limitRecord(limit, status),
    use: shareOfLimit(limit),
    ownUse: ownShareOfLimit(status),
    throttling: assessment.flag,
    etaSeconds:
      eta === null
        ? null
        : { early: seconds(eta.earlyMs), likely: seconds(eta.likelyMs), late: seconds(eta.lateMs) },
  };
}

function isExplained({ own, pool }: CausesOfOne): boolean {
  return own !== undefined || pool !== undefined;
}

/** Lists what is deducted from the pool's value, which would otherwise not match what the account leaves unreserved. */
function limitRecord(limit: MetLimit, { limits }: FunctionStatus): object {
  if (limit.kind === 'unknown') return { kind: 'unknown', value: null };
  const record = { kind: limit.kind, value: limit.value, atMost: limit.isCeiling === true };
  if (limit.kind !== 'account') return record;
  const { idleProvisioned = 0, idleProvisionedAgeMs = 0, idleProvisionedPresumedMs } = limits;
  return {
    ...record,
    idleProvisioned,
    idleProvisionedAgeSeconds: seconds(idleProvisionedAgeMs),
    // A flag rather than a time: a replay, which reads everything at its end, would give another time.
    idleProvisionedPresumed: idleProvisionedPresumedMs !== undefined,
  };
}

/** Null where no stream calls it, or its retention is unknown. */
function recordLossRecord({
  eventSources,
  iteratorAgeMs,
  iteratorAgeGrowthMs,
}: FunctionStatus): object | null {
  const ageMs = numberOf(iteratorAgeMs);
  const first =
    eventSources.known && ageMs !== null
      ? streamLossOf(callingSources(eventSources.value), ageMs, iteratorAgeGrowthMs)
      : null;
  if (first === null) return null;
  const { kept, loss } = first;
  return {
    keptSeconds: seconds(kept.keptMs),
    inSeconds: loss.kind === 'in' ? seconds(loss.leftMs) : null,
  };
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}

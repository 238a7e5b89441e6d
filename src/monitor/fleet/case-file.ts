import type { EpochMs } from '../../lambda/time.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { causesOfOne } from '../../triage/cause/causes-of-one.ts';
import { poolForecast } from '../../triage/cause/pool.ts';
import { isPoolCause } from '../../triage/cause/pool-cause.ts';
import type {
  AccountPast,
  CaseFile,
  LogTestimony,
  MemoryTrend,
  Unfinished,
} from '../../triage/report/case-file/case-file.ts';
import { caseOfThen } from '../../triage/timeline/past-causes.ts';
import { pastTroubleOf } from '../../triage/timeline/past-trouble.ts';
import type { FailureEvidence } from '../case/failure-probe.ts';
import type { ReportedVersions } from '../function/detail/function-detail.ts';
import { callingSources } from '../function/event-source/calling-sources.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import { numberOf } from '../reading.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';

/** What a snapshot knows of one function, for a report; null where it does not know the function. */
export function caseFileOf(functionName: string, snapshot: FleetSnapshot, builtMs: EpochMs): CaseFile | null {
  const newest = snapshot.functions.find(({ name }) => name === functionName);
  if (newest === undefined) return null;
  const past = pastTroubleOf(newest);
  const { failures, functions, account, api } = snapshot;
  const { status, causes, pool } =
    past === null
      ? { status: newest, causes: snapshot.causes, pool: poolForecast(functions) }
      : caseOfThen(newest, past, { functions, pool: account.pool });
  const detail = snapshot.detail?.functionName === status.name ? snapshot.detail : null;
  const { eventSources } = status;
  const ofOne = causesOfOne(causes, status);
  const toMs = past?.endedMs ?? snapshot.judgedMs;
  return {
    ...status,
    qualifier: null,
    // How it fails now says nothing about how it failed when that trouble ended.
    chronic: past === null ? status.chronic : null,
    cause: ofOne.own ?? sharedCause(status, causes),
    poolBeside: (ofOne.own && ofOne.pool) ?? null,
    causes,
    past,
    log: testimonyOf(failures.get(status.name)),
    ...whyUnread(status.name, snapshot),
    aliases: detail?.aliases ?? { known: false, because: 'unread' },
    asyncDelivery: detail?.asyncDelivery ?? { known: false, because: 'unread' },
    eventSources: eventSources.known
      ? { known: true, value: callingSources(eventSources.value) }
      : eventSources,
    described: detail?.described ?? { known: false, because: 'unread' },
    // Alarms that ring now say nothing about trouble that was over before.
    alarms: past === null && detail?.alarms.known ? detail.alarms.value : [],
    waiting: status.lag === null ? null : { of: status.lag.of, ageMs: numberOf(status.lag.ageMs) },
    memory: detail?.sample ?? null,
    memoryTrend: memoryTrendOf(detail?.versions ?? null),
    reading: detail === null ? null : snapshot.caseReading,
    further: null,
    trail: null,
    pool,
    account: accountPast(account, toMs),
    toMs,
    builtMs,
    denied: api.denied.map(({ action }) => action),
  };
}

function accountPast({ limits, pool }: FleetSnapshot['account'], toMs: EpochMs): AccountPast {
  return {
    concurrencyLimit: limits.known ? limits.value.concurrency : null,
    pool: pool.filter(({ minuteMs }) => minuteMs < toMs),
  };
}

/** The memory trend of the version with the most runs whose environments have been known long enough. */
function memoryTrendOf(versions: ReportedVersions | null): MemoryTrend | null {
  for (const { memoryMbPerRun, runs } of versions?.statistics ?? [])
    if (memoryMbPerRun !== null) return { mbPerRun: memoryMbPerRun, runs };
  return null;
}

/** The pool's cause where the function is affected by it. */
function sharedCause({ reasons }: FunctionStatus, causes: readonly Cause[]): Cause | null {
  const isTurnedAway = reasons.some(({ rule }) => rule === 'throttles' || rule === 'pool');
  return (isTurnedAway ? causes.find(isPoolCause) : null) ?? null;
}

function whyUnread(
  functionName: string,
  snapshot: Pick<FleetSnapshot, 'failures' | 'awaitedLogs' | 'held'>,
): Pick<CaseFile, 'logIsUnread'> {
  if (snapshot.failures.has(functionName)) return {};
  return { logIsUnread: snapshot.awaitedLogs.has(functionName) ? whyUnfinished(snapshot) : 'notAsked' };
}

/** Why what was asked for has not come yet. */
export function whyUnfinished({ held }: Pick<FleetSnapshot, 'held'>): Unfinished {
  return held?.kind === 'stopped' ? 'callsStopped' : 'beingRead';
}

function testimonyOf(evidence: FailureEvidence | undefined): LogTestimony | null {
  return evidence === undefined || evidence.error !== null ? null : evidence;
}

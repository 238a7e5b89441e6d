import { limitMet, poolOf } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import { requestsPerSecond } from '../../capacity/limit/request-rate.ts';
import {
  inferredWorkers,
  QUEUE_RAMP_PER_MINUTE,
  type SourceLimitKind,
  sourceLimit,
} from '../../capacity/limit/source-limit.ts';
import { SCALING_PER_10_S } from '../../capacity/limit/throttle-cause.ts';
import { isEnabled } from '../../lambda/delivery/event-source.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { FleetSnapshot } from '../fleet/fleet-snapshot.ts';
import type { ProvisionedUse } from '../function/catalogue/provisioned-facts.ts';
import type { FunctionDetail } from '../function/detail/function-detail.ts';
import { meetsProvisionedFirst, provisionedUse } from '../function/detail/provisioned-use.ts';
import type { EventSourceStatus } from '../function/event-source/event-sources.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { Dated } from '../known-answer.ts';
import { poolInUse } from './pool-in-use.ts';

/** One limit of a function, whether it binds or not, with its source and date. */
export interface FunctionLimit {
  readonly name: 'reserved' | 'account' | 'requestRate' | 'scaling' | 'provisioned' | 'source';
  /** `none`: there is no such limit here. `unread`: no answer (yet). */
  readonly value: number | 'none' | 'denied' | 'unread';
  /** The least it can be, judged by observed use, where it is not known. */
  readonly atLeast?: number;
  readonly inUse: number | null;
  /** Whether it is the first to be met. */
  readonly binds: boolean;
  /** The API that gives it, or how it is derived from another one's answer. */
  readonly from: string;
  /** When that API said so; null for documented values and unknown ones. */
  readonly asOfMs: EpochMs | null;
  /** For provisioned concurrency: how much of the calls it serves. */
  readonly ofCalls?: Pick<ProvisionedUse, 'servedShare' | 'spilledShare'>;
  /** For an event source. */
  readonly source?: { readonly arn: RawText; readonly by: SourceLimitKind };
}

/** All limits that can bind the function, in the order in which Lambda applies them; event sources come last. */
export function functionLimits(
  status: FunctionStatus,
  { account, detail }: Pick<FleetSnapshot, 'account' | 'detail'>,
): readonly FunctionLimit[] {
  const own = detail?.functionName === status.name ? detail : null;
  return [
    reserved(status),
    accountPool(status, account, own),
    requestRate(status, account.limits),
    scaling(status),
    provisioned(status, own),
    ...sources(status),
  ];
}

function reserved({ limits, assessment }: FunctionStatus): FunctionLimit {
  const { kind } = limitMet(assessment);
  const answer = answerOf(limits.reserved);
  // Once the account's reserved sum is accounted for, no other function has a reservation, and none is asked for.
  if (answer.value === 'none' && answer.asOfMs === null) {
    const asOfMs = limits.unreserved.asOfMs ?? null;
    return { name: 'reserved', value: 'none', inUse: null, binds: false, from: 'GetAccountSettings', asOfMs };
  }
  return {
    name: 'reserved',
    ...answer,
    inUse: assessment.level,
    binds: kind === 'reserved' || kind === 'off',
    from: 'GetFunctionConcurrency',
  };
}

function accountPool(
  status: FunctionStatus,
  account: FleetSnapshot['account'],
  detail: FunctionDetail | null,
): FunctionLimit {
  const { limits, assessment } = status;
  const { reserved: own, unreserved } = limits;
  const hasOwn = own.known && own.value !== null;
  return {
    name: 'account',
    ...(hasOwn ? { value: 'none' as const, asOfMs: own.asOfMs ?? null } : answerOf(unreserved)),
    // Until it is known which limit binds, the function has no pool, but the account has.
    inUse: hasOwn ? null : (poolOf(assessment.limit)?.inUse ?? poolInUse(account)),
    binds:
      limitMet(assessment).kind === 'account' &&
      !meetsProvisionedFirst(status, provisionedUse(status, detail)),
    from: 'GetAccountSettings',
  };
}

/** Ten requests a second for each environment that may be busy: reserved, or the account's. */
function requestRate(
  { limits, assessment, minutes }: FunctionStatus,
  account: FleetSnapshot['account']['limits'],
): FunctionLimit {
  const newest = minutes.at(-1);
  const { reserved: own } = limits;
  const environments: Dated<number | null> =
    own.known && own.value === null
      ? account.known
        ? { ...account, value: account.value.concurrency }
        : account
      : own;
  const { value, asOfMs } = answerOf(environments);
  return {
    name: 'requestRate',
    value: typeof value === 'number' ? value * REQUESTS_PER_ENVIRONMENT : value,
    inUse: newest === undefined ? null : requestsPerSecond(newest),
    binds: limitMet(assessment).kind === 'requestRate',
    from: own.known && own.value === null ? '10 x account limit' : '10 x reserved',
    asOfMs,
  };
}

/** CloudWatch shows only how far a minute's peak stands above the previous minute's. */
function scaling({ minutes, assessment }: FunctionStatus): FunctionLimit {
  const met = limitMet(assessment);
  const common = { name: 'scaling', from: 'fixed by Lambda', asOfMs: null } as const;
  if (met.kind === 'scaling') return { ...common, value: met.value, inUse: met.inUse, binds: true };
  const [before, newest] = minutes.slice(-2).map(({ observedMax }) => observedMax);
  const climb = before == null || newest == null ? null : Math.max(0, newest - before);
  return { ...common, value: SCALING_PER_10_S, inUse: climb === null ? null : climb / 6, binds: false };
}

/** Full provisioned concurrency throttles no call: calls that find none free run on demand. */
function provisioned(status: FunctionStatus, detail: FunctionDetail | null): FunctionLimit {
  const answer = detail?.provisioned;
  const common = {
    name: 'provisioned',
    binds: false,
    from: 'ListProvisionedConcurrencyConfigs',
    asOfMs: (answer?.known === true ? answer.asOfMs : undefined) ?? null,
  } as const;
  const use = provisionedUse(status, detail);
  if (use === null && (answer === undefined || !answer.known))
    return { ...common, value: answer?.because ?? 'unread', inUse: null };
  if (use === null) return { ...common, value: 'none', inUse: null };
  const { environments, busiest, servedShare, spilledShare } = use;
  const ofCalls = { servedShare, spilledShare };
  const binds = meetsProvisionedFirst(status, use);
  return { ...common, value: environments, inUse: busiest, binds, ofCalls };
}

function sources({ eventSources, assessment, minutes }: FunctionStatus): readonly FunctionLimit[] {
  const common = { name: 'source', from: 'ListEventSourceMappings', inUse: null, binds: false } as const;
  if (!eventSources.known) return [{ ...common, value: eventSources.because, asOfMs: null }];
  const enabled = eventSources.value.filter(({ mapping }) => isEnabled(mapping));
  return enabled.map((source) => {
    const limit = { ...common, ...withInference(valueOfSource(source), enabled.length === 1 ? minutes : []) };
    return {
      ...limit,
      // With several sources, CloudWatch does not say which one calls how often.
      inUse: enabled.length === 1 ? busyWorkers(assessment.level, limit.value) : null,
      binds: limitMet(assessment).kind === 'source',
    };
  });
}

/** More workers than exist can't be busy: the excess of an estimate is its error. */
function busyWorkers(level: number | null, workers: FunctionLimit['value']): number | null {
  return level === null || typeof workers !== 'number' ? level : Math.min(level, workers);
}

function valueOfSource({
  mapping,
  stream,
}: EventSourceStatus): Pick<FunctionLimit, 'value' | 'from' | 'asOfMs' | 'source'> {
  const { value, by } = sourceLimit(mapping, stream?.known === true ? stream.value.openShards : null);
  const unknown = stream !== null && !stream.known ? stream.because : by === 'none' ? 'none' : 'unread';
  return {
    value: value ?? unknown,
    from: by === 'shards' && mapping.source === 'dynamodb' ? 'DescribeStream' : SOURCE_APIS[by],
    asOfMs: stream?.asOfMs ?? null,
    source: { arn: mapping.sourceArn, by },
  };
}

/** Where shards may not be counted, or partitions can't be, the observed concurrency gives a lower bound. */
function withInference<Limit extends Pick<FunctionLimit, 'value' | 'from' | 'source'>>(
  limit: Limit,
  minutes: FunctionStatus['minutes'],
): Limit & Pick<FunctionLimit, 'atLeast'> {
  const by = limit.source?.by;
  if (typeof limit.value === 'number' || (by !== 'shards' && by !== 'partitions')) return limit;
  const atLeast = inferredWorkers(minutes.map(({ observedMax }) => observedMax));
  return atLeast === null
    ? limit
    : {
        ...limit,
        atLeast,
        from: `inferred: ${by} ${limit.value === 'denied' ? 'denied' : by === 'shards' ? 'not known' : 'not told'}`,
      };
}

const SOURCE_APIS: Readonly<Record<SourceLimitKind, string>> = {
  shards: 'DescribeStreamSummary',
  maximum: 'ListEventSourceMappings',
  pollers: 'ListEventSourceMappings',
  default: `documented, +${QUEUE_RAMP_PER_MINUTE} a min`,
  partitions: 'not told by Lambda',
  none: 'not documented',
};

function answerOf(answer: Dated<number | null>): Pick<FunctionLimit, 'value' | 'asOfMs'> {
  return answer.known
    ? { value: answer.value ?? 'none', asOfMs: answer.asOfMs ?? null }
    : { value: answer.because, asOfMs: null };
}

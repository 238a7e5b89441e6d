import type { EventSourceMapping } from '../../src/lambda/delivery/event-source.ts';
import type { FunctionConfiguration } from '../../src/lambda/function/function.ts';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import type { Clock } from '../../src/monitor/clock.ts';
import type { Page } from '../../src/monitor/page.ts';
import type { Result, SourceError, SourceErrorKind } from '../../src/monitor/source-error.ts';
import type { MetricQuery, MetricRange, Sources } from '../../src/monitor/sources.ts';
import { type RawText, rawText } from '../../src/terminal/text.ts';

export interface MetricCall {
  readonly atMs: number;
  readonly queries: readonly MetricQuery[];
  readonly range: MetricRange;
}

export interface AccountScript {
  readonly clock: Clock;
  readonly functions: readonly FunctionConfiguration[];
  /** The functions that ListMetrics names; all if absent. */
  readonly active?: readonly string[];
  /** The point of the minute or other period, as CloudWatch shows it at `nowMs`; null if there is none. */
  readonly point?: (query: MetricQuery, minuteMs: number, nowMs: number) => number | null;
}

/** A scripted account that records its questions and fails on request. */
export interface ScriptedAccount {
  readonly sources: Sources;
  readonly metricCalls: readonly MetricCall[];
  calls(action: string): number;
  /** Every call of `action` (`*` is any) fails from now on, until it is healed. */
  fail(action: string, kind: SourceErrorKind, name?: string): void;
  heal(): void;
  active: readonly string[];
}

const PAGE_SIZE = 50;

export function scriptedAccount(script: AccountScript): ScriptedAccount {
  const { clock, functions, point = busyPoint } = script;
  const counts = new Map<string, number>();
  const failures = new Map<string, SourceError>();
  const metricCalls: MetricCall[] = [];

  const answer = async <Value>(action: string, value: () => Value): Promise<Result<Value>> => {
    counts.set(action, (counts.get(action) ?? 0) + 1);
    const error = failures.get(action) ?? failures.get('*');
    return error === undefined ? { ok: true, value: value() } : { ok: false, error: { ...error, action } };
  };

  const account: ScriptedAccount = {
    sources: {
      identity: {
        caller: () =>
          answer('sts:GetCallerIdentity', () => ({
            accountId: rawText('123456789012'),
            arn: rawText('arn:aws:sts::123456789012:assumed-role/reader/me'),
            expiresMs: null,
          })),
      },
      functions: {
        page: (token) => answer('lambda:ListFunctions', () => pageOf(functions, token)),
        configuration: (name) =>
          answer('lambda:GetFunctionConfiguration', () => functions.find((each) => each.name === name)!),
        reservedConcurrency: () => answer('lambda:GetFunctionConcurrency', () => null),
        accountLimits: () =>
          answer('lambda:GetAccountSettings', () => ({ concurrency: 1_000, unreservedConcurrency: 1_000 })),
        mappings: () => answer('lambda:ListEventSourceMappings', () => ({ items: [], nextToken: null })),
        stream: () =>
          answer('kinesis:DescribeStreamSummary', () => ({ openShards: 1, retentionMs: 86_400_000 })),
        tableShards: () =>
          answer('dynamodb:DescribeStream', () => ({ items: [{ isOpen: true }], nextToken: null })),
        aliases: () => answer('lambda:ListAliases', () => ({ items: [], nextToken: null })),
        versions: () => answer('lambda:ListVersionsByFunction', () => ({ items: [], nextToken: null })),
        queue: () =>
          answer('sqs:GetQueueAttributes', () => ({
            retentionMs: null,
            visibilityTimeoutMs: null,
            redrive: null,
          })),
        tagged: () => answer('tag:GetResources', () => ({ items: [], nextToken: null })),
        asyncDelivery: () => answer('lambda:GetFunctionEventInvokeConfig', () => null),
        provisionedConcurrency: () =>
          answer('lambda:ListProvisionedConcurrencyConfigs', () => ({ items: [], nextToken: null })),
      },
      metrics: {
        page: (queries, range) =>
          answer('cloudwatch:GetMetricData', () => {
            metricCalls.push({ atMs: clock.now(), queries, range });
            return {
              items: queries.map((query, index) => ({
                index,
                status: 'complete' as const,
                points: periodsOf(range).flatMap((timestampMs) => {
                  const value = point(query, timestampMs, clock.now());
                  return value === null ? [] : [{ timestampMs, value }];
                }),
              })),
              nextToken: null,
            };
          }),
        recentlyActive: (token) =>
          answer('cloudwatch:ListMetrics', () => pageOf(account.active.map(rawText), token, 500)),
      },
      logs: {
        page: () => answer('logs:FilterLogEvents', () => ({ items: [], nextToken: null })),
        live: async function* () {},
      },
      queries: {
        size: () => answer('logs:DescribeLogGroups', () => null),
        start: () => answer('logs:StartQuery', () => rawText('a query')),
        results: () =>
          answer('logs:GetQueryResults', () => ({ status: 'complete', rows: [], scannedBytes: 0 })),
        stop: () => answer('logs:StopQuery', () => null),
      },
      trail: { page: () => answer('cloudtrail:LookupEvents', () => ({ items: [], nextToken: null })) },
      alarms: { ringing: () => answer('cloudwatch:DescribeAlarms', () => ({ items: [], nextToken: null })) },
    },
    metricCalls,
    calls: (action) => counts.get(action) ?? 0,
    fail(action, kind, name) {
      const error = scriptedError(action, kind);
      failures.set(action, name === undefined ? error : { ...error, name: rawText(name) });
    },
    heal: () => failures.clear(),
    active: script.active ?? functions.map(({ name }) => name),
  };
  return account;
}

/** 600 calls of 100 ms in every finished and published minute. */
export function busyPoint(
  { metric, statistic }: MetricQuery,
  minuteMs: number,
  nowMs: number,
): number | null {
  if (minuteMs + MINUTE_MS > nowMs) return null;
  switch (metric) {
    case 'Invocations':
      return 600;
    case 'Duration':
      return statistic === 'Sum' ? 60_000 : 100;
    case 'ConcurrentExecutions':
      return 2;
    case 'Errors':
    case 'Throttles':
      return 0;
    default:
      return null;
  }
}

export function scriptedFunction(
  name: string,
  changes: Partial<FunctionConfiguration> = {},
): FunctionConfiguration {
  return {
    name: rawText(name),
    arn: rawText(`arn:aws:lambda:eu-west-1:123456789012:function:${name}`),
    runtime: rawText('nodejs22.x'),
    architecture: rawText('arm64'),
    memoryMb: 128,
    timeoutMs: 3_000,
    version: rawText('$LATEST'),
    lastModifiedMs: null,
    logGroup: rawText(`/aws/lambda/${name}`),
    logFormat: 'text',
    deadLetterTarget: null,
    ...changes,
  };
}

/** An enabled mapping on a Kinesis stream. */
export function scriptedMapping(
  functionName: string,
  changes: Partial<EventSourceMapping> = {},
): EventSourceMapping {
  return {
    uuid: rawText(functionName),
    functionName: rawText(functionName),
    source: 'kinesis',
    sourceArn: rawText('arn:of:kinesis'),
    state: rawText('Enabled'),
    batchSize: 100,
    parallelizationFactor: 1,
    maximumConcurrency: null,
    failurePolicy: null,
    lastResult: null,
    reportsItemFailures: false,
    ...changes,
  };
}

export function scriptedError(action: string, kind: SourceErrorKind): SourceError {
  return { kind, action, name: rawText(`Scripted ${kind}`), message: rawText('as the script says') };
}

function pageOf<Item>(items: readonly Item[], token: RawText | null, size = PAGE_SIZE): Page<Item> {
  const start = Number(token ?? 0);
  const end = start + size;
  return { items: items.slice(start, end), nextToken: end < items.length ? rawText(String(end)) : null };
}

function periodsOf({ startMs, endMs, periodMs }: MetricRange): readonly number[] {
  return Array.from({ length: (endMs - startMs) / periodMs }, (_, index) => startMs + index * periodMs);
}

import { MINUTE_MS } from '../../src/lambda/time.ts';
import type { LogEvent } from '../../src/logs/event.ts';
import type { VersionStatistics } from '../../src/logs/story/version-statistics.ts';
import type { ApiLedgerSnapshot } from '../../src/monitor/calls/api-ledger.ts';
import type { FleetSnapshot } from '../../src/monitor/fleet/fleet-snapshot.ts';
import type { FunctionDetail } from '../../src/monitor/function/detail/function-detail.ts';
import type { FunctionStatus } from '../../src/monitor/function/status/function-status.ts';
import type { SourceError } from '../../src/monitor/source-error.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import { type RawText, rawText } from '../../src/terminal/text.ts';
import { scriptedMapping } from '../monitor/scripted-account.ts';
import { NO_DATA } from '../triage/no-data.ts';
import { CAST, NOW_MS, snapshotOf } from '../views/fleet/fleet-story.ts';

/**
 * An account whose texts all come from `texts`: names of functions, aliases, versions, streams, queues, alarms and
 * identities, log lines, and errors.
 */
export function hostileAccount(texts: readonly string[]): FleetSnapshot {
  let taken = 0;
  const text = (): RawText => {
    taken += 1;
    return rawText(`${texts[taken % texts.length] ?? ''}${taken}`);
  };
  const functions = CAST.map((story) => ({ ...story, name: text() }));
  const error: SourceError = {
    kind: 'denied',
    action: 'logs:FilterLogEvents',
    name: text(),
    message: text(),
  };
  const first = functions[0]?.name ?? text();
  const snapshot = snapshotOf({
    functions,
    snapshot: {
      connection: { state: 'stale', lastGoodPollMs: NOW_MS - 5 * MINUTE_MS, error },
      identity: { accountId: text(), arn: text(), expiresMs: NOW_MS + MINUTE_MS },
      detail: hostileDetail(rawText(first), text),
      failures: new Map(
        functions.map(({ name }) => [
          name,
          {
            fromMs: NOW_MS - 15 * MINUTE_MS,
            toMs: NOW_MS,
            isComplete: false,
            hasLines: true,
            error,
            groups: [
              {
                kind: 'logged',
                says: text(),
                wording: [text(), text()],
                count: 3,
                endedCount: 0,
                firstMs: NOW_MS,
                byMinute: [],
              },
              {
                kind: 'ended',
                says: text(),
                wording: [text()],
                count: 2,
                endedCount: 2,
                firstMs: NOW_MS,
                byMinute: [],
              },
            ],
            newest: [
              { kind: 'logged', says: text(), requestId: text(), timestampMs: NOW_MS, fate: 'wentOn' },
            ],
          },
        ]),
      ),
    },
  });
  return {
    ...snapshot,
    api: hostileLedger(snapshot.api, text),
    functions: snapshot.functions.map(withSources),
  };

  function withSources(status: FunctionStatus): FunctionStatus {
    const configuration = { ...status.configuration, runtime: text(), version: text(), logGroup: text() };
    const mapping = {
      uuid: text(),
      sourceArn: text(),
      state: text(),
      lastResult: text(),
      failurePolicy: { maximumRetries: 3, maximumRecordAgeMs: null, bisectsBatch: true, destination: text() },
    };
    return {
      ...status,
      configuration: { ...configuration, architecture: text(), deadLetterTarget: text() },
      redrives: [{ queueName: text(), maximumReceives: 3, depth: 12, growthPerMinute: 2 }],
      eventSources: {
        known: true,
        value: (['kinesis', 'sqs', 'other'] as const).map((source) => ({
          mapping: scriptedMapping(status.name, { ...mapping, source }),
          stream: null,
          queue: null,
        })),
      },
    };
  }
}

function hostileDetail(functionName: RawText, text: () => RawText): FunctionDetail {
  const version = () => ({
    version: text(),
    weight: 0.5,
    invocations: 90,
    errorRate: 0.1,
    durationP95Ms: 80,
  });
  return {
    functionName,
    aliases: { known: true, value: [{ name: text(), versions: [version(), version()] }] },
    provisioned: {
      known: true,
      value: [
        {
          ...{ qualifier: text(), requested: 9, allocated: 1, status: text(), statusReason: text() },
          ...{ busiest: 1, served: 8, spilled: 2, toldMinutes: 15, toMs: NOW_MS },
        },
      ],
    },
    asyncDelivery: {
      known: true,
      value: { maximumRetries: 1, maximumEventAgeMs: 60_000, failureDestination: text() },
    },
    alarms: { known: true, value: [{ name: text(), metric: text(), functionName, sinceMs: NOW_MS }] },
    sample: { calls: 9, spanMs: 60_000, coldStarts: 1, initMs: 400, maxMemoryMb: 100, reruns: 1 },
    reportsError: null,
    isRead: true,
    deadLetters: 7,
    lastLines: {
      range: { startMs: NOW_MS - MINUTE_MS, endMs: NOW_MS },
      events: hostileLines(text),
      error: null,
    },
    described: { known: false, because: 'unread' },
    versions: { fromMs: NOW_MS, isComplete: false, statistics: [hostileStatistics(text())] },
    day: [{ ...NO_DATA, minuteMs: NOW_MS - 5 * MINUTE_MS, invocations: 1 }],
  };
}

function hostileLines(text: () => RawText): readonly LogEvent[] {
  return Array.from({ length: 6 }, () => ({
    ...{ logStream: text(), eventId: text(), message: text() },
    ...{ timestampMs: NOW_MS, ingestionMs: NOW_MS },
  }));
}

function hostileStatistics(version: RawText): VersionStatistics {
  return {
    origin: null,
    version,
    runs: 9,
    durationMs: { p50: 80, p95: 90, p99: 95 },
    coldStarts: 1,
    initMs: 400,
    memoryMb: 128,
    maxMemoryMb: 100,
    memoryMbPerRun: 2,
    billedMs: 800,
    billedGbSeconds: 0.1,
  };
}

function hostileLedger(api: ApiLedgerSnapshot, text: () => RawText): ApiLedgerSnapshot {
  const action = 'logs:FilterLogEvents';
  const error = (kind: SourceError['kind']): SourceError => ({ kind, action, name: text(), message: text() });
  const kinds = ['throttled', 'denied', 'expired', 'absent', 'unreachable', 'malformed'] as const;
  return {
    ...api,
    recentFailures: 6,
    denied: [{ action, code: text(), atMs: NOW_MS, without: safe`nothing` }],
    failures: kinds.map((kind) => ({
      error: error(kind),
      region: text(),
      count: 2,
      firstMs: NOW_MS,
      lastMs: NOW_MS,
    })),
  };
}

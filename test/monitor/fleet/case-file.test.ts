import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { caseFileOf } from '../../../src/monitor/fleet/case-file.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { triageReport } from '../../../src/triage/report/triage-report.ts';
import { ACCESS } from '../../triage/report/case-file-of.ts';
import { type AccountStory, CALM, calm, NOW_MS, snapshotOf } from '../../views/fleet/fleet-story.ts';
import { scriptedError, scriptedMapping } from '../scripted-account.ts';

const chronic = { rate: 0.05, sinceMs: NOW_MS - 7 * 86_400_000, findingAbove: 0.075 };

describe('the case file of a function that fails as it did all week', () => {
  const fileWith = (throttles: (age: number) => number) => {
    const minute = calm((age) => ({ 'Errors Sum': 30, 'Throttles Sum': throttles(age) }));
    const snapshot = snapshotOf({ functions: [{ name: 'legacy-export', minute, chronic }] });
    return { file: caseFileOf('legacy-export', snapshot, NOW_MS), snapshot };
  };

  it('says so', () => {
    expect(fileWith(() => 0).file).toMatchObject({ past: null, chronic });
  });

  it('does not say so if it is about other trouble, which is over', () => {
    const { file, snapshot } = fileWith((age) => (age >= 12 && age < 25 ? 200 : 0));
    expect(snapshot.functions).toMatchObject([{ severity: 'ok', chronic }]);
    expect(file?.past).not.toBeNull();
    expect(file?.chronic).toBeNull();
  });
});

it('holds the limits on the calls of a queue, like the headroom screen', () => {
  const pollers = { minimum: 2, maximum: 20 };
  const mappings = [
    scriptedMapping(CALM.name, { source: 'sqs', maximumConcurrency: 700 }),
    scriptedMapping(CALM.name, { source: 'sqs', provisionedPollers: pollers }),
  ];
  const [calm] = snapshotOf({ functions: [CALM] }).functions;
  const eventSources = mappings.map((mapping) => ({ mapping, stream: null, queue: null }));
  const snapshot = {
    ...snapshotOf({ functions: [CALM] }),
    functions: [{ ...calm!, eventSources: { known: true, value: eventSources } as const }],
  };
  expect(caseFileOf(CALM.name, snapshot, NOW_MS)?.eventSources).toMatchObject({
    value: [
      { maximumConcurrency: 700, provisionedPollers: null },
      { maximumConcurrency: null, provisionedPollers: pollers },
    ],
  });
});

describe('a report without the log of its function', () => {
  const snapshot = snapshotOf({ functions: [CALM] });
  const error = scriptedError('logs:FilterLogEvents', 'unreachable');
  const evidence = { fromMs: 0, toMs: 0, isComplete: false, hasLines: false, error, groups: [], newest: [] };
  it.each([
    ['it is being read', { awaitedLogs: new Set([CALM.name]) }],
    [
      'it is not read, as calls to AWS are stopped',
      { awaitedLogs: new Set([CALM.name]), held: { kind: 'stopped' } as const },
    ],
    ['it was not read', {}],
    ['it could not be read', { failures: new Map([[CALM.name, evidence]]) }],
  ])('says that %s', (says, look) => {
    const file = caseFileOf(CALM.name, { ...snapshot, ...look }, NOW_MS);
    const { notKnown } = triageReport(file!, ACCESS);
    expect(lineText(notKnown[0]!)).toBe(`what its log says: ${says}`);
  });
});

describe('the case file of a function that is no longer throttled', () => {
  const isThen = (age: number) => age >= 12 && age < 45;
  const victim = (name: string) => ({
    name,
    minute: calm((age) => ({ 'Throttles Sum': isThen(age) ? 30 : 0 })),
  });
  const grower = {
    name: 'image-resize',
    minute: calm((age) => ({
      'ConcurrentExecutions Maximum': isThen(age) ? 700 : 20,
      'Duration Sum': isThen(age) ? 42_000_000 : 60_000,
      'Throttles Sum': isThen(age) ? 200 : 0,
    })),
  };
  const functions = [victim('geo-lookup'), victim('webhook-in'), grower, CALM];
  const fileOf = (pool: (age: number) => number) =>
    caseFileOf('geo-lookup', snapshotOf({ functions, pool }), NOW_MS)!;

  it('describes the pool that was full at the time, though it has room by now', () => {
    const file = fileOf((age) => (isThen(age) ? 765 : 90));
    expect(file.past).not.toBeNull();
    expect(file.pool).toMatchObject({ limit: 765, use: 1 });
    expect(file.cause).toMatchObject({ kind: 'poolFull', culprit: 'image-resize', others: 3 });
    const { verdict, suspects } = triageReport(file, ACCESS);
    expect(lineText(verdict.says)).toBe(
      'over since 03:00Z: account pool full: 3 functions turned away then, since 02:27Z; image-resize grew the most',
    );
    expect(suspects[0]).toMatchObject({ name: 'accountPool' });
  });

  const raised = (limitWasSeenForMinutes: number): AccountStory => ({
    functions,
    pool: (age) => (isThen(age) ? 765 : 90),
    limits: { concurrency: 2_000, unreservedConcurrency: 1_765 },
    sameLimitsMinutes: 8,
    earlierLimits: [
      {
        value: { concurrency: 1_000, unreservedConcurrency: 765 },
        fromMs: NOW_MS - (9 + limitWasSeenForMinutes) * MINUTE_MS,
        untilMs: NOW_MS - 9 * MINUTE_MS,
      },
    ],
  });

  it('measures the pool at the time against its limit at the time, even if that has been raised since', () => {
    const file = caseFileOf('geo-lookup', snapshotOf(raised(60)), NOW_MS)!;
    expect(file.pool).toMatchObject({ limit: 765, use: 1 });
    expect(file.assessment.limit).toMatchObject({ kind: 'account', value: 765, inUse: 765 });
    expect(file.cause).toMatchObject({ kind: 'poolFull', culprit: 'image-resize', others: 3 });
  });

  it('does not say how full the pool was if its limit at the time is unknown', () => {
    const file = caseFileOf('geo-lookup', snapshotOf(raised(1)), NOW_MS)!;
    expect(file.pool).toBeNull();
    expect(file.assessment.limit).toMatchObject({ kind: 'account', inUse: null });
  });

  it('names another limit if the pool had room at the time', () => {
    const file = fileOf((age) => (isThen(age) ? 200 : 90));
    expect(file.cause).toMatchObject({ kind: 'throttled', limitWasMet: false });
  });
});

import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { slowDependency } from '../../../../src/triage/report/suspects/slow-dependency.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseFileOf, raw, readingOf } from '../case-file-of.ts';

function titleWhere(says: string): string {
  const group = {
    kind: 'logged' as const,
    says: raw(says),
    wording: [raw(says)],
    count: 9,
    endedCount: 9,
    firstMs: minuteMsAt(40),
    byMinute: [{ minuteMs: minuteMsAt(40), count: 9 }],
  };
  const log = {
    fromMs: minuteMsAt(30),
    toMs: minuteMsAt(60),
    isComplete: true,
    hasLines: true,
    groups: [group],
    newest: [],
  };
  const file = caseFileOf({
    log,
    durationRise: { sinceMs: minuteMsAt(40), beforeMs: 100, nowMs: 3_000 },
  });
  const found = slowDependency.weigh(file, onsetsOf(file));
  return found === null ? 'not suspected' : lineText(found.title);
}

describe('a slow dependency', () => {
  it.each([
    ['payments.internal', 'read ECONNRESET payments.internal'],
    ['api.partner.example', 'POST https://api.partner.example/v1/orders'],
    ['db-1.internal', 'index.mjs: db-1.internal:5432 is away'],
    ['ledger.internal', 'java.net.UnknownHostException: ledger.internal'],
  ])('is %s if the log says: %s', (host, says) => {
    expect(titleWhere(says)).toBe(`a slow dependency: ${host}`);
  });

  it.each([
    'Runtime.ExitError',
    'java.net.SocketTimeoutException: Read timed out',
    'socket.timeout',
    'order.items is not iterable',
    'this.client.query(...) failed',
    'index.mjs',
  ])('has no name if an error only looks like a host: %s', (says) => {
    expect(titleWhere(says)).toBe('a slow dependency');
  });
});

describe('slower calls of a queue', () => {
  it.each([
    { what: 'messages have been waiting since then', waitsMinute: 41, told: true },
    { what: 'messages were waiting before', waitsMinute: 30, told: false },
  ])('explain the wait or not, if $what', ({ waitsMinute, told }) => {
    const file = caseFileOf({
      reasons: [reasonOf('backlog', { sinceMs: minuteMsAt(waitsMinute) })],
      durationRise: { sinceMs: minuteMsAt(40), beforeMs: 100, nowMs: 900 },
    });
    const pro =
      slowDependency.weigh(file, onsetsOf(file))?.pro.map(({ says }) => String(lineText(says))) ?? [];
    expect(pro.includes('waits began with it or after it')).toBe(told);
  });

  it('are fewer, not more demand, if their mapping runs no more at once', () => {
    const minutes = minutesOf(...times(40, {}), ...times(20, { invocations: 40, averageMs: 900 }));
    const file = caseFileOf({
      minutes,
      reasons: [reasonOf('backlog', { sinceMs: minuteMsAt(41) })],
      durationRise: { sinceMs: minuteMsAt(40), beforeMs: 100, nowMs: 900 },
    });
    const pro = slowDependency.weigh(file, onsetsOf(file))?.pro.map(({ says }) => lineText(says)) ?? [];
    expect(pro).toContain('attempts fell by 60 %: not more is asked of it');
  });
});

describe('slower calls since a release', () => {
  const SINCE = 40;
  const against = (publishedMinute: number) => {
    const version = (name: string, minute: number) => ({
      version: raw(name),
      modifiedMs: minuteMsAt(minute),
      codeDigest: raw(`digest of ${name}`),
      runtime: raw('nodejs22.x'),
      architecture: raw('arm64'),
      memoryMb: 512,
      timeoutMs: 10_000,
      layers: [],
    });
    const file = caseFileOf({
      reading: readingOf({
        versions: { known: true, value: [version('7', -600), version('8', publishedMinute)] },
      }),
      durationRise: { sinceMs: minuteMsAt(SINCE), beforeMs: 100, nowMs: 3_000 },
    });
    return (slowDependency.weigh(file, onsetsOf(file))?.contra ?? [])
      .map(({ says }) => lineText(says))
      .join();
  };

  it('are as likely as not due to something else they wait for', () => {
    expect(against(SINCE)).toContain('version 8 published');
    expect(against(SINCE - 1)).toContain('what takes longer may have come with that');
  });

  it('are not due to the release if it ran well for a while', () => {
    expect(against(SINCE - 12)).not.toContain('version 8 published');
  });
});

import { describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { FailureGroup } from '../../../../src/logs/failures/failure-group.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import type { MemoryTrend } from '../../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { outOfMemory, timeouts } from '../../../../src/triage/report/suspects/endings.ts';
import { scriptedFunction } from '../../../monitor/scripted-account.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { readingOf, versionOf } from '../case-file-of.ts';

const DIED: FailureGroup = {
  kind: 'outOfMemory',
  says: rawText('ran out of memory'),
  wording: [rawText('ran out of memory')],
  count: 7,
  endedCount: 7,
  firstMs: minuteMsAt(50),
  byMinute: [{ minuteMs: minuteMsAt(50), count: 7 }],
};

/** The evidence for and against exhausted memory, for a function of 512 MB. */
function evidenceOf(memoryTrend: MemoryTrend | null, more: Parameters<typeof caseOf>[0] = {}) {
  const file = caseOf({
    reasons: [reasonOf('errors')],
    log: {
      fromMs: minuteMsAt(45),
      toMs: minuteMsAt(60),
      isComplete: true,
      hasLines: true,
      groups: [DIED],
      newest: [],
    },
    memory: { calls: 60, spanMs: 60_000, coldStarts: 0, initMs: null, maxMemoryMb: 512, reruns: 0 },
    memoryTrend,
    ...more,
  });
  const suspect = outOfMemory.weigh(file, onsetsOf(file));
  return {
    title: suspect && lineText(suspect.title),
    pro: suspect?.pro.map(({ says }) => lineText(says)).join('; '),
    contra: suspect?.contra.map(({ says }) => lineText(says)).join('; '),
    next: suspect && lineText(suspect.advice.next),
  };
}

describe('exhausted memory', () => {
  it('is a leak if environments keep more with each call', () => {
    const { title, pro, contra, next } = evidenceOf({ mbPerRun: 9.64, runs: 580 });
    expect(title).toBe('memory runs out: something is kept from call to call');
    expect(pro).toContain('an environment keeps 9.6 MB more with each call (580 REPORTs read)');
    expect(contra).toBe('no REPORT says what is kept from call to call');
    expect(next).toContain('deploy anew');
  });

  it.each([
    ['in the hour in which it began', 20, true],
    ['half an hour before', -30, false],
  ])('may have come with code that changed %s, if it is a leak', (_when, minute, isNamed) => {
    const hourMs = minuteMsAt(0) - 2 * DAY_MS;
    const began = {
      reasons: [reasonOf('errors', { sinceMs: null })],
      weekOnset: { hourMs, rateBefore: 0, rateSince: 0.013 },
      configuration: { ...scriptedFunction('invoice-pdf'), lastModifiedMs: hourMs + minute * MINUTE_MS },
    };
    const says = 'what is kept from call to call may have come with that';
    expect(evidenceOf({ mbPerRun: 9.64, runs: 580 }, began).pro?.includes(says)).toBe(isNamed);
    expect(evidenceOf({ mbPerRun: 0.1, runs: 580 }, began).pro).not.toContain(says);
  });

  it.each([
    ['named where its code is another', 'digest of 8', true],
    ['left out where only its settings are', 'digest of 7', false],
  ])('may have come with a version, which is %s', (_which, codeDigest, isNamed) => {
    const value = [
      versionOf('7', -600),
      versionOf('8', 3, { codeDigest: rawText(codeDigest), timeoutMs: 3_000 }),
    ];
    const { pro } = evidenceOf(
      { mbPerRun: 9.64, runs: 580 },
      { reading: readingOf({ versions: { known: true, value } }) },
    );
    expect(pro?.includes('version 8 published at 02:03Z: what is kept')).toBe(isNamed);
  });

  it.each([
    ['is no leak if environments stay the same', { mbPerRun: 0.1, runs: 580 }, /single large payloads/],
    ['may be either if the trend is unknown', null, /a leak and one large payload look alike/],
  ])('%s', (_case, trend, says) => {
    const { title, contra } = evidenceOf(trend);
    expect(title).toBe('memory runs out');
    expect(contra).toMatch(says);
  });
});

describe('hanging calls without a readable log', () => {
  const hanging = (durationMaxMs: number) =>
    caseOf({
      log: null,
      reasons: [reasonOf('errors'), reasonOf('timeout', { value: durationMaxMs / 3_000 })],
      minutes: minutesOf(...times(20, {}), ...times(5, { errors: 30, durationMaxMs })),
    });

  it('are found by metrics if the longest calls take all of the timeout in minutes with errors', () => {
    const file = hanging(3_000);
    const found = timeouts.weigh(file, onsetsOf(file));
    expect(found?.pro.map(({ says }) => lineText(says))[0]).toMatch(
      /^in most minutes with errors the longest call took all of the .* timeout$/,
    );
  });

  it('are not found if calls only come near the timeout', () => {
    const file = hanging(2_700);
    expect(timeouts.weigh(file, onsetsOf(file))).toBeNull();
  });
});

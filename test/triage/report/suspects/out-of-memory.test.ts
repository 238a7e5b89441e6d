import { describe, expect, it } from 'vitest';
import type { FunctionVersion } from '../../../../src/lambda/function/function-version.ts';
import { DAY_MS, MINUTE_MS } from '../../../../src/lambda/time.ts';
import type { FailureGroup } from '../../../../src/logs/failures/failure-group.ts';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import type { MemoryTrend } from '../../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { deployment } from '../../../../src/triage/report/suspects/deployment.ts';
import { outOfMemory } from '../../../../src/triage/report/suspects/out-of-memory.ts';
import { scriptedFunction } from '../../../monitor/scripted-account.ts';
import { minuteMsAt, reasonOf } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { failuresIn, readingOf, versionOf } from '../case-file-of.ts';

const DIED: FailureGroup = {
  kind: 'outOfMemory',
  says: rawText('ran out of memory'),
  wording: [rawText('ran out of memory')],
  count: 7,
  endedCount: 7,
  firstMs: minuteMsAt(50),
  byMinute: [{ minuteMs: minuteMsAt(50), count: 7 }],
};

/** The evidence for and against exhausted memory, for a function of 512 MB, and whether a release rivals it. */
function evidenceOf(memoryTrend: MemoryTrend | null, more: Parameters<typeof caseOf>[0] = {}) {
  const file = caseOf({
    reasons: [reasonOf('errors')],
    log: failuresIn([DIED]),
    memory: { calls: 60, spanMs: 60_000, coldStarts: 0, initMs: null, maxMemoryMb: 512, reruns: 0 },
    memoryTrend,
    ...more,
  });
  const suspect = outOfMemory.weigh(file, onsetsOf(file));
  return {
    isReleaseRival: deployment.weigh(file, onsetsOf(file)) !== null,
    title: suspect && lineText(suspect.title),
    pro: suspect?.pro.map(({ says }) => lineText(says)).join('; '),
    contra: suspect?.contra.map(({ says }) => lineText(says)).join('; '),
    next: suspect && lineText(suspect.advice.next),
  };
}

describe('exhausted memory', () => {
  it('is a leak if environments keep more with each call', () => {
    const { title, pro, contra, next } = evidenceOf({ mbPerRun: 9.64, runs: 580 });
    expect(pro).toMatch(/100 % of its failures since \d\d:\d\dZ ran out of memory/);
    expect(title).toBe('memory runs out: something is kept from call to call');
    expect(pro).toContain('an environment keeps 9.6 MB more with each call (580 REPORTs read)');
    expect(contra).toBe('no REPORT says what is kept from call to call');
    expect(next).toContain('deploy anew');
  });

  it.each([
    ['in the hour in which it began', 20, true],
    ['half an hour before, as memory takes time to fill', -30, true],
    ['an hour before', -60, false],
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

  const LEAK = { mbPerRun: 9.64, runs: 580 };
  const oldLayer = [rawText('arn:aws:lambda:eu-west-1:1:layer:fonts:3')];
  const newLayer = [rawText('arn:aws:lambda:eu-west-1:1:layer:fonts:4')];
  const sameCode = { codeDigest: rawText('digest of 7'), layers: oldLayer };
  const publishedWith = (more: Partial<FunctionVersion>) => ({
    reading: readingOf({
      versions: {
        known: true,
        value: [versionOf('7', -600, { layers: oldLayer }), versionOf('8', 3, { layers: oldLayer, ...more })],
      },
    }),
  });

  it.each([
    ['named where its code is another', {}, true],
    ['named where its layers are', { ...sameCode, layers: newLayer }, true],
    ['named where its runtime is', { ...sameCode, runtime: rawText('nodejs24.x') }, true],
    ['left out where only other settings are', { ...sameCode, timeoutMs: 3_000 }, false],
  ])('may have come with a version, which is %s', (_which, more, isNamed) => {
    const { pro } = evidenceOf(LEAK, publishedWith(more));
    expect(pro?.includes('version 8 published at 02:03Z: what is kept')).toBe(isNamed);
  });

  it.each([
    ['no rival of the leak that it may have brought', LEAK, {}, false],
    ['a rival where only its settings are others', LEAK, { ...sameCode, timeoutMs: 3_000 }, true],
    ['a rival where memory is not known to leak', null, {}, true],
  ])('makes a version %s', (_what, trend, more, isRival) => {
    expect(evidenceOf(trend, publishedWith(more)).isReleaseRival).toBe(isRival);
  });

  it('does not come with a version that took no calls', () => {
    const served = { version: rawText('7'), weight: 1, invocations: 900, errorRate: 0.01, durationP95Ms: 90 };
    const { pro, isReleaseRival } = evidenceOf(LEAK, {
      reading: readingOf({
        ...publishedWith({}).reading,
        starts: {
          fromMs: minuteMsAt(0),
          wantedFromMs: minuteMsAt(0),
          toMs: minuteMsAt(60),
          stoppedBy: null,
          firsts: [],
          byMinute: [],
        },
      }),
      aliases: { known: true, value: [{ name: rawText('live'), versions: [served] }] },
    });
    expect(pro).not.toContain('what is kept from call to call may have come with that');
    expect(isReleaseRival).toBe(true);
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

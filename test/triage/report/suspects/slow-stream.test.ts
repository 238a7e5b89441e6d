import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import type { Cause } from '../../../../src/triage/cause/cause.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { slowStream } from '../../../../src/triage/report/suspects/slow-stream.ts';
import { assessmentOf, type KnownMinute, minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';

function speaksFor(newest: readonly (KnownMinute | null)[]): string {
  const file = caseOf({
    reasons: [reasonOf('iteratorAge')],
    assessment: assessmentOf({ kind: 'source', value: 4, inUse: 4 }),
    iteratorAgeGrowthMs: 30_000,
    minutes: minutesOf(...times(20, {}), ...newest),
  });
  return (slowStream.weigh(file, onsetsOf(file))?.pro ?? []).map(({ says }) => lineText(says)).join('\n');
}

/** An entry of the account's causes while a pool is nearly full, with the function that grew the most. */
const FILLING = {
  kind: 'poolFilling',
  pressure: { culprit: rawText('image-resize') },
} as unknown as Cause;
const FULL = { kind: 'poolFull', culprit: rawText('image-resize') } as unknown as Cause;
const POOL = { value: 765, inUse: 400 };

function adviceWhere(causes: readonly Cause[], pool: typeof POOL | null = POOL) {
  const limit = { kind: 'source', value: 4, inUse: 4 } as const;
  const file = caseOf({
    reasons: [reasonOf('iteratorAge')],
    assessment: assessmentOf(pool === null ? limit : { ...limit, pool }),
    iteratorAgeGrowthMs: 30_000,
    causes,
  });
  const found = slowStream.weigh(file, onsetsOf(file));
  if (found === null) throw new Error('a busy stream is suspected');
  const { now, next, later, harms } = found.advice;
  return { now: lineText(now), next: lineText(next), later: lineText(later), harms: lineText(harms ?? []) };
}

describe('calls too slow for their stream', () => {
  it('count failures in the judged minutes, not errors in the log', () => {
    expect(speaksFor(times(5, { errors: 0 }))).toContain('none of its calls failed since 02:20Z');
    expect(speaksFor(times(5, { errors: 0 }))).not.toContain('survived');
    expect(speaksFor([{ errors: 1 }, ...times(4, { errors: 0 })])).toContain(
      'only 0.2 % of its calls failed since 02:20Z',
    );
    expect(speaksFor([...times(4, { errors: 0 }), null])).toContain('none of its calls failed since 02:20Z');
  });

  it('are suspected if calls have become slower, though workers are idle at times', () => {
    const file = caseOf({
      reasons: [reasonOf('iteratorAge')],
      assessment: assessmentOf({ kind: 'source', value: 4, inUse: 2 }),
      minutes: minutesOf(...times(20, {})),
      durationRise: { sinceMs: minuteMsAt(10), beforeMs: 186, nowMs: 774 },
    });
    const found = slowStream.weigh(file, onsetsOf(file));
    expect(found?.pro.map(({ says }) => lineText(says))).toContain(
      'calls take 774 ms since 02:10Z, 186 ms before: longer, as when batches fill',
    );
    expect(found?.contra.map(({ weight }) => weight)).toEqual([0]);
  });

  it.each([
    ['fills', FILLING],
    ['is full', FULL],
  ])('get no more workers while the account pool that they use %s', (_how, cause) => {
    const { now, next, later, harms } = adviceWhere([cause]);
    expect(now).toContain('free the account pool first (image-resize grew the most)');
    expect(`${now} ${later}`).not.toMatch(/raise|more shards/);
    expect(next).toContain('once the pool has room');
    expect(harms).toContain('more workers now');
  });

  it('get more workers if the account pool has room, or is not what they use', () => {
    expect(adviceWhere([]).now).toContain('raise the parallelization factor');
    expect(adviceWhere([FULL], null).now).toContain('raise the parallelization factor');
  });

  it('claim nothing about failures if no minute has data', () => {
    expect(speaksFor(times(5, null))).toContain('are busy');
    expect(speaksFor(times(5, null))).not.toContain('failed');
  });
});

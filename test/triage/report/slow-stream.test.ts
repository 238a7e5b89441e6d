import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { onsetsOf } from '../../../src/triage/report/onsets.ts';
import { slowStream } from '../../../src/triage/report/suspects/slow-stream.ts';
import { assessmentOf, type KnownMinute, minuteMsAt, minutesOf, reasonOf, times } from '../troubled.ts';
import { caseOf } from './case.ts';

function speaksFor(newest: readonly (KnownMinute | null)[]): string {
  const file = caseOf({
    reasons: [reasonOf('iteratorAge')],
    assessment: assessmentOf({ kind: 'source', value: 4, inUse: 4 }),
    iteratorAgeGrowthMs: 30_000,
    minutes: minutesOf(...times(20, {}), ...newest),
  });
  return (slowStream.weigh(file, onsetsOf(file))?.pro ?? []).map(({ says }) => lineText(says)).join('\n');
}

describe('calls too slow for their stream', () => {
  it('say at which minute none or few of them failed', () => {
    expect(speaksFor(times(5, { errors: 0 }))).toContain('none of its calls failed at 02:24Z');
    expect(speaksFor([...times(4, { errors: 0 }), { errors: 1 }])).toContain(
      'only 1.0 % of its calls failed at 02:24Z',
    );
    expect(speaksFor([...times(4, { errors: 0 }), null])).toContain('none of its calls failed at 02:23Z');
  });

  it('are suspected where calls take longer since, though workers have pauses', () => {
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

  it('say nothing of failures where no minute tells of any', () => {
    expect(speaksFor(times(5, null))).toContain('are busy');
    expect(speaksFor(times(5, null))).not.toContain('failed');
  });
});

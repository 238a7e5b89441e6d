import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import type { CaseFile } from '../../../src/triage/report/case-file.ts';
import { onsetsOf } from '../../../src/triage/report/onsets.ts';
import { coldStarts } from '../../../src/triage/report/suspects/cold-starts.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../troubled.ts';
import { caseOf } from './case.ts';
import { raw, readingOf } from './case-file-of.ts';

/** A crowd of environments that start at minute 50, of which the log tells `starts`; `runs` of 1,000 calls are told whole. */
function weighed(starts: number, runs: number, more: Partial<CaseFile> = {}) {
  const minutes = minutesOf(...times(50, { observedMax: 20 }), ...times(10, { observedMax: 60 }));
  const window = { fromMs: minuteMsAt(50), toMs: minuteMsAt(60), lines: 9, runs, failed: 0 };
  const file = caseOf({
    minutes,
    reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(50) })],
    reading: readingOf({
      starts: {
        fromMs: minuteMsAt(20),
        toMs: minuteMsAt(52),
        isComplete: true,
        firsts: [],
        byMinute: [{ minuteMs: minuteMsAt(50), count: starts }],
      },
      comparison: { now: window, before: null, patterns: [], said: [], hits: [], comparedFields: [] },
    }),
    ...more,
  });
  const found = coldStarts.weigh(file, onsetsOf(file));
  return [...(found?.pro ?? []), ...(found?.contra ?? [])].map(({ says }) => lineText(says));
}

describe('a crowd of cold starts', () => {
  it('is told by the starts of a whole log', () => {
    expect(weighed(40, 1_000)[0]).toMatch(/^40 environments started/);
    expect(weighed(16, 1_000).join()).not.toContain('environments started');
  });

  it('is told by fewer of them where lines of the log are missing', () => {
    expect(weighed(16, 200)[0]).toMatch(/^at least 16 environments started/);
  });

  it('follows from calls that hang until the timeout, and keep their environments from others', () => {
    const hanging = {
      kind: 'timeout',
      says: raw('timeout'),
      wording: [raw('timeout')],
      firstMs: minuteMsAt(50),
      count: 90,
      endedCount: 90,
    } as const;
    const log = {
      fromMs: minuteMsAt(45),
      toMs: minuteMsAt(60),
      isComplete: true,
      hasLines: true,
      newest: [],
    };
    expect(weighed(40, 1_000, { log: { ...log, groups: [hanging] } }).join()).toContain(
      'calls that hang keep',
    );
    expect(weighed(40, 1_000, { log: { ...log, groups: [] } }).join()).not.toContain('calls that hang keep');
  });
});

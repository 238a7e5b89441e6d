import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import type { CaseFile, LogTestimony } from '../../../../src/triage/report/case-file/case-file.ts';
import { onsetsOf } from '../../../../src/triage/report/case-file/onsets.ts';
import { coldStarts } from '../../../../src/triage/report/suspects/cold-starts.ts';
import { minuteMsAt, minutesOf, reasonOf, times } from '../../troubled.ts';
import { caseOf } from '../case.ts';
import { raw, readingOf } from '../case-file-of.ts';

/**
 * A wave of environments that start at minute 50; the log shows `starts` of them, and `runs` of 1,000 calls in full.
 */
function weighed(starts: number, runs: number, more: Partial<CaseFile> = {}) {
  const minutes = minutesOf(...times(50, { observedMax: 20 }), ...times(10, { observedMax: 60 }));
  const window = { fromMs: minuteMsAt(50), toMs: minuteMsAt(60), lines: 9, runs, failed: 0 };
  const file = caseOf({
    minutes,
    reasons: [reasonOf('throttles', { sinceMs: minuteMsAt(50) })],
    reading: readingOf({
      starts: {
        fromMs: minuteMsAt(20),
        wantedFromMs: minuteMsAt(20),
        toMs: minuteMsAt(52),
        stoppedBy: null,
        firsts: [],
        byMinute: [{ minuteMs: minuteMsAt(50), count: starts }],
      },
      comparison: {
        now: window,
        before: null,
        patterns: [],
        said: [],
        hits: [],
        hitsOf: null,
        comparedFields: [],
      },
    }),
    ...more,
  });
  const found = coldStarts.weigh(file, onsetsOf(file));
  return [...(found?.pro ?? []), ...(found?.contra ?? [])].map(({ says }) => lineText(says));
}

describe('a wave of cold starts', () => {
  it('is measured by the starts in a complete log', () => {
    expect(weighed(40, 1_000)[0]).toMatch(/^40 environments started/);
    expect(weighed(16, 1_000).join()).not.toContain('environments started');
  });

  it('is measured by fewer of them if lines of the log are missing', () => {
    expect(weighed(16, 200)[0]).toMatch(/^at least 16 environments started/);
  });

  it('is told by a peak for as many calls only where it is known how many were turned away', () => {
    const minutes = minutesOf(
      ...times(50, { observedMax: 20, throttles: null }),
      ...times(10, { observedMax: 60, throttles: null }),
    );
    expect(weighed(40, 1_000).join()).toContain('for as many calls');
    expect(weighed(40, 1_000, { minutes }).join()).not.toContain('for as many calls');
  });

  describe('follows from calls that hang until the timeout and block their environments', () => {
    const hanging = {
      kind: 'timeout',
      says: raw('timeout'),
      wording: [raw('timeout')],
      firstMs: minuteMsAt(50),
      count: 90,
      endedCount: 90,
      byMinute: [{ minuteMs: minuteMsAt(50), count: 90 }],
    } as const;
    const sample = {
      calls: 200,
      spanMs: 60_000,
      coldStarts: 0,
      initMs: null,
      maxMemoryMb: 80,
      reruns: 0,
    };
    const claimsOf = ({ groups = [hanging], memory = sample }: Partial<Told>) => {
      const span = { fromMs: minuteMsAt(45), toMs: minuteMsAt(60) };
      const log = { ...span, isComplete: true, hasLines: true, newest: [], groups };
      return weighed(40, 1_000, { log, memory }).join();
    };

    it('even if REPORTs show no start', () => {
      expect(claimsOf({})).toContain('calls that hang keep');
    });

    it.each([
      ['no call hangs', { groups: [] }],
      ['the hanging calls include starts', { memory: { ...sample, coldStarts: 9, initMs: 800 } }],
      ['no REPORT was read', { memory: null }],
    ])('but not if %s', (_where, told) => {
      expect(claimsOf(told)).not.toContain('calls that hang keep');
    });
  });
});

interface Told {
  readonly groups: LogTestimony['groups'];
  readonly memory: CaseFile['memory'];
}

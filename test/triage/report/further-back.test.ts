import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import type { FurtherReading } from '../../../src/triage/report/case-file/further-reading.ts';
import { furtherBack } from '../../../src/triage/report/further-back.ts';
import { minuteMsAt } from '../troubled.ts';
import { caseOf } from './case.ts';

type Read = Extract<FurtherReading, { readonly kind: 'read' }>;

function furtherBackInWords(more: Partial<Read>): readonly string[] {
  const file = caseOf({
    further: {
      kind: 'read',
      fromMs: minuteMsAt(0),
      toMs: minuteMsAt(60),
      calls: { kind: 'read', items: [] },
      patterns: { kind: 'read', items: [] },
      scannedBytes: 43_000_000,
      dollars: 0.000_2,
      queries: 2,
      ...more,
    },
  });
  return furtherBack(file).map(({ says }) => lineText(says));
}

function patternInWords(pattern: string): string {
  return furtherBackInWords({
    patterns: { kind: 'read', items: [{ pattern: rawText(pattern), lines: 122 }] },
  }).join('\n');
}

it('says how far Logs Insights is, as long as it reads', () => {
  const file = caseOf({ further: { kind: 'underWay', readBytes: 12_000_000, bytes: 340_000_000 } });
  expect(furtherBack(file).map(({ says }) => lineText(says))).toEqual([
    'Logs Insights is still reading: 12 MB of about 340 MB',
  ]);
});

describe('one of two queries without a result', () => {
  const unread = { kind: 'unread', because: rawText('too many queries') } as const;

  it('keeps what the other one found about calls', () => {
    expect(furtherBackInWords({ patterns: unread, queries: 1 })).toEqual([
      'no call ended in 1 h since 02:00Z',
      'which errors are the commonest was not read: too many queries',
      '1 query read 43 MB: less than $0.01 by list price',
    ]);
  });

  it('keeps what the other one found about errors', () => {
    const patterns = { kind: 'read', items: [{ pattern: rawText('no stock'), lines: 12 }] } as const;
    expect(furtherBackInWords({ calls: unread, patterns, queries: 1 })).toEqual([
      'how calls ended was not read: too many queries',
      '12 error lines: no stock',
      '1 query read 43 MB: less than $0.01 by list price',
    ]);
  });
});

describe('a pattern that Logs Insights found', () => {
  it.each([
    ['451 4.7.1 try again later (<*>)', '451 4.7.1 try again later (#)'],
    ['<Time-1> no stock of <Token-2> for <Email-3>', '# no stock of # for #'],
    ['no element <script> in <div-x>', 'no element <script> in <div-x>'],
  ])('marks variable parts like any other pattern: %s', (pattern, says) => {
    expect(patternInWords(pattern)).toContain(`122 error lines: ${says}`);
  });
});

describe('durations at first and at last', () => {
  const binsOf = (...calls: readonly number[]) =>
    calls.map((each, place) => ({
      ...{
        startMs: minuteMsAt(5 * place),
        endMs: minuteMsAt(5 * place + 5),
        calls: each,
        timeouts: 0,
        crashes: 0,
        coldStarts: 0,
      },
      ...{ p50Ms: 1_000 * (place + 1), p99Ms: 2_000 * (place + 1), maxMs: 9_000, maxMemoryMb: 100 },
    }));
  const durationsIn = (span: Pick<Read, 'fromMs' | 'toMs'>, ...calls: readonly number[]) =>
    furtherBackInWords({
      ...span,
      calls: { kind: 'read', items: binsOf(...calls).filter((bin) => bin.calls > 0) },
    })[1];
  const durationsOf = (...calls: readonly number[]) =>
    durationsIn({ fromMs: minuteMsAt(0), toMs: minuteMsAt(60) }, ...calls);

  it('are those of the first and the last five minutes', () => {
    expect(durationsOf(270, 260, 250)).toMatch(/p50 1\.0 s at first, 3\.0 s at last; p99 2\.0 s and 6\.0 s/);
  });

  it('are not those of the few calls that a bin holds where the span begins or ends within it', () => {
    const cut = { fromMs: minuteMsAt(4), toMs: minuteMsAt(16) };
    expect(durationsIn(cut, 12, 270, 260, 1)).toMatch(
      /p50 2\.0 s at first, 3\.0 s at last; p99 4\.0 s and 6\.0 s/,
    );
  });

  it.each([
    { case: 'became so slow that fewer ended', calls: [270, 260, 90] },
    { case: 'paused before', calls: [270, 0, 90] },
  ])('are those of a whole bin at the end where calls $case', ({ calls }) => {
    expect(durationsOf(...calls)).toContain('p50 1.0 s at first, 3.0 s at last');
  });

  it('are those of a bin at the end of which most was read', () => {
    expect(durationsIn({ fromMs: minuteMsAt(1), toMs: minuteMsAt(14) }, 200, 270, 90)).toContain(
      'p50 1.0 s at first, 3.0 s at last',
    );
  });

  it('are left out where all others are in one bin', () => {
    expect(durationsIn({ fromMs: minuteMsAt(0), toMs: minuteMsAt(6) }, 270, 1)).not.toContain('at first');
  });
});

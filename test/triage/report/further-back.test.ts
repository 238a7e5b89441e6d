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
      'no call ended in 1h 00m since 02:00Z',
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

import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { furtherBack } from '../../../src/triage/report/further-back.ts';
import { minuteMsAt } from '../troubled.ts';
import { caseOf } from './case.ts';

function told(pattern: string): string {
  const file = caseOf({
    further: {
      kind: 'read',
      fromMs: minuteMsAt(0),
      toMs: minuteMsAt(60),
      binMs: 60_000,
      bins: [],
      patterns: [{ pattern: rawText(pattern), lines: 122 }],
      scannedBytes: 43_000_000,
      dollars: 0.000_2,
      queries: 2,
    },
  });
  return furtherBack(file)
    .map(({ says }) => lineText(says))
    .join('\n');
}

describe('a pattern that Logs Insights found', () => {
  it.each([
    ['451 4.7.1 try again later (<*>)', '451 4.7.1 try again later (#)'],
    ['<Time-1> no stock of <Token-2> for <Email-3>', '# no stock of # for #'],
    ['no element <script> in <div-x>', 'no element <script> in <div-x>'],
  ])('has the sign of all other patterns where its lines differ: %s', (pattern, says) => {
    expect(told(pattern)).toContain(`122 error lines: ${says}`);
  });
});

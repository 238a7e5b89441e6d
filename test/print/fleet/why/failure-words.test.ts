import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../../src/lambda/time.ts';
import { NO_CREDENTIALS, type SourceErrorKind } from '../../../../src/monitor/source-error.ts';
import { failureSummary, unreadLine } from '../../../../src/print/fleet/why/failure-words.ts';
import { lineText, lineWidth } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { glyphSet } from '../../../../src/terminal/theme/glyphs.ts';

describe('a log that could not be read', () => {
  it.each<{ kind: SourceErrorKind; name: string; says: string }>([
    { kind: 'denied', name: 'AccessDeniedException', says: 'denied: logs:FilterLogEvents' },
    { kind: 'unreachable', name: 'ECONNREFUSED', says: 'not read: unreachable' },
    { kind: 'expired', name: 'ExpiredTokenException', says: 'not read: credentials expired' },
    { kind: 'expired', name: NO_CREDENTIALS, says: 'not read: no credentials' },
  ])('says why: $says', ({ kind, name, says }) => {
    const error = { kind, action: 'logs:FilterLogEvents', name: rawText(name), message: rawText('') };
    expect(lineText(unreadLine({ error }))).toBe(says);
  });
});

describe('the failures of a log in one line', () => {
  const says =
    'UnknownCurrencyError: record 6 of the batch at 4964475100000000000000: currency "EU" is unknown';
  const group = { kind: 'logged', says: rawText(says), wording: [rawText(says)], count: 3 } as const;
  const evidence = {
    ...{ fromMs: 0, toMs: MINUTE_MS, isComplete: true, hasLines: true, error: null, newest: [] },
    groups: [{ ...group, endedCount: 3, firstMs: 0, byMinute: [] }],
  };
  const inWidth = (width: number) => failureSummary(evidence, 1_000, glyphSet('block'), width);

  it('keep the beginning of an id where there is room', () => {
    expect(lineText(inWidth(120))).toContain('batch at 49644751…: currency "EU" is unknown  in 1 min');
  });

  it.each([70, 80])('keep their cause in %i cells, and lose whole words before it', (width) => {
    const line = inWidth(width);
    expect(lineWidth(line)).toBeLessThanOrEqual(width);
    expect(lineText(line)).toMatch(
      /^3 × UnknownCurrencyError: record( 6)?[^…]* …: currency "EU" is unknown {2}in 1 min$/,
    );
  });

  it.each([
    [1, /unknown {2}in 1 min$/],
    [2, /unknown; 1 more kind {2}in 1 min$/],
    [3, /unknown; 2 more kinds {2}in 1 min$/],
  ])('tell how many kinds have no room: one of %i', (kinds, ends) => {
    const groups = Array.from({ length: kinds }, () => evidence.groups[0]!);
    const line = failureSummary({ ...evidence, groups }, 1_000, glyphSet('block'), 130);
    expect(lineText(line)).toMatch(ends);
  });

  it.each([54, 70, 80])(
    'leave out how many kinds more there are before their own words, in %i cells',
    (width) => {
      const groups = [evidence.groups[0]!, evidence.groups[0]!];
      const line = failureSummary({ ...evidence, groups }, 1_000, glyphSet('block'), width);
      expect(lineText(line)).toBe(lineText(inWidth(width)));
    },
  );

  it('lose nothing but their end where the cause would leave the rest less than half of the room', () => {
    expect(lineText(inWidth(54))).toBe('3 × UnknownCurrencyError: record 6 of the …  in 1 min');
  });
});

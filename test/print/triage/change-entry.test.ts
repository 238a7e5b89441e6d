import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { changeEntry } from '../../../src/print/triage/change-entry.ts';
import { REPORT_IN_UTC } from '../../../src/print/triage/timed-entry.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { words } from '../../../src/terminal/words.ts';

const AT_MS = Date.UTC(2026, 10, 24, 2, 41);

function changeInWords(leadMs: number | null): string {
  const change = {
    kind: 'code' as const,
    atMs: AT_MS,
    says: words`version 119 published`,
    more: words`: other code than 118; alias live sends it all of its calls`,
    evidence: [],
    leadMs,
  };
  return lineText(changeEntry(change, AT_MS, REPORT_IN_UTC).says);
}

describe('a change of a report', () => {
  it.each([
    [14 * MINUTE_MS, ', 14 min before the trouble began'],
    [-2 * MINUTE_MS, ', 2 min after the trouble began'],
    [0, ', as the trouble began'],
    [null, ''],
  ])('starts with what it is and how near it came, before anything else: %s', (leadMs, near) => {
    expect(changeInWords(leadMs)).toBe(
      `version 119 published${near}: other code than 118; alias live sends it all of its calls`,
    );
  });
});

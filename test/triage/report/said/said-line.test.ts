import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { rawText } from '../../../../src/terminal/text.ts';
import { wordingLine } from '../../../../src/triage/report/said/said-line.ts';

const wordingOf = (...parts: readonly string[]) => lineText(wordingLine({ wording: parts.map(rawText) }));

describe('the wording of a log line in a report', () => {
  it('keeps its end behind an id of 56 digits', () => {
    const says = `record 6 of the batch that starts at ${'4'.repeat(56)}: currency "EU" is unknown, says the ledger of payments`;
    expect(wordingOf(says)).toBe(says);
  });

  it('has a placeholder for each value', () => {
    expect(wordingOf('no stock for item ', ' in warehouse ', '')).toBe('no stock for item # in warehouse #');
  });

  it('is no longer than what the report says of a failure', () => {
    expect(wordingOf('x'.repeat(5_000))).toHaveLength(300);
  });
});

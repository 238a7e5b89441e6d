import { describe, expect, it } from 'vitest';
import { NO_NOTES, notesOf, takenWords, withNote } from '../../../src/views/function/triage-notes.ts';
import { wordsAfterKey } from '../../../src/views/keys/typed-words.ts';
import { pressed } from '../keys/key-press.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 11, 40);

describe('the notes of a report', () => {
  it('carry the minute in which they were made, and stay with their function', () => {
    const first = withNote(NO_NOTES, 'checkout-api', 'paged payments', NOW_MS);
    const both = withNote(first, 'checkout-api', 'they roll back', NOW_MS + 60_000);
    expect(notesOf(both, 'checkout-api')).toEqual(['03:11Z paged payments', '03:12Z they roll back']);
    expect(notesOf(both, 'cart-api')).toEqual([]);
  });

  it('do nothing to the terminal, whatever was pasted', () => {
    expect(notesOf(withNote(NO_NOTES, 'f', '\x1b[2Jowned', NOW_MS), 'f')[0]).not.toContain('\x1b');
  });
});

describe('words that are typed', () => {
  it.each([
    { key: 'q', words: 'paged', is: { kind: 'typing', words: 'pagedq' } },
    { key: 'backspace', words: 'paged', is: { kind: 'typing', words: 'page' } },
    { key: 'backspace', words: '', is: { kind: 'left' } },
    { key: 'escape', words: 'paged', is: { kind: 'left' } },
    { key: 'return', words: ' paged ', is: { kind: 'entered', words: 'paged' } },
    { key: 'return', words: '  ', is: { kind: 'left' } },
  ] as const)('are "$words" and then $is.kind by $key', ({ key, words, is }) => {
    expect(wordsAfterKey(words, pressed('triage', key))).toEqual(is);
  });

  it('cuts what is taken from a screen, which may be a line of 256 kB, and not what somebody types', () => {
    const long = 'x'.repeat(1000);
    expect(takenWords(long)).toBe(`${'x'.repeat(400)}...`);
    expect(notesOf(withNote(NO_NOTES, 'f', long, NOW_MS), 'f')[0]).toContain(long);
  });
});

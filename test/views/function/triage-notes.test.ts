import { describe, expect, it } from 'vitest';
import { noteLine } from '../../../src/print/triage/note-line.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { quoted, words } from '../../../src/terminal/words.ts';
import {
  NO_NOTES,
  notesOf,
  type TriageNotes,
  takenNote,
  withNote,
  writtenNote,
} from '../../../src/views/function/triage-notes.ts';
import { wordsAfterKey } from '../../../src/views/keys/typed-words.ts';
import { inNotation } from '../../../src/views/parts/look/local-times.ts';
import { pressed } from '../keys/key-press.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 11, 40);
const IN_THE_ROOM = { notation: 'local', nowMs: NOW_MS, localOffsetMinutes: 60 } as const;
const SEEN = {
  atMs: Date.UTC(2026, 10, 24, 3, 10),
  isOfMinute: true,
  says: words`turns away 13.7 % since 02:58Z`,
};

const notesInWords = (notes: TriageNotes, functionName: string) =>
  notesOf(notes, functionName).map((note) => plainLine(noteLine(note)));

describe('the notes of a report', () => {
  it('carry the minute in which they were written, and stay with their function', () => {
    const first = withNote(NO_NOTES, 'checkout-api', writtenNote('paged payments', NOW_MS));
    const both = withNote(first, 'checkout-api', writtenNote('they roll back', NOW_MS + 60_000));
    expect(notesInWords(both, 'checkout-api')).toEqual(['03:11Z paged payments', '03:12Z they roll back']);
    expect(notesInWords(both, 'cart-api')).toEqual([]);
  });

  it('start with the time of what was seen, and add when it was noted', () => {
    const line = { ...SEEN, atMs: SEEN.atMs + 7_118, isOfMinute: false, says: quoted(safe`ERROR at 02:58Z`) };
    expect(plainLine(noteLine(takenNote(SEEN, NOW_MS)))).toBe(
      '03:10Z turns away 13.7 % since 02:58Z (noted 03:11Z)',
    );
    expect(plainLine(noteLine(takenNote(line, NOW_MS)))).toBe('03:10:07Z ERROR at 02:58Z (noted 03:11Z)');
  });

  it("show lmon's own times in local time where all are, and leave quoted text as it is", () => {
    const read = (note: ReturnType<typeof takenNote>) => plainLine(inNotation(noteLine(note), IN_THE_ROOM));
    expect(read(takenNote(SEEN, NOW_MS))).toBe('04:10 turns away 13.7 % since 03:58 (noted 04:11)');
    expect(read(takenNote({ ...SEEN, says: quoted(safe`ERROR at 02:58Z`) }, NOW_MS))).toBe(
      '04:10 ERROR at 02:58Z (noted 04:11)',
    );
    expect(read(writtenNote('due at 06:00Z on 3 Dec', NOW_MS))).toBe('04:11 due at 06:00Z on 3 Dec');
  });

  it('never affect the terminal, whatever was pasted', () => {
    expect(notesInWords(withNote(NO_NOTES, 'f', writtenNote('\x1b[2Jowned', NOW_MS)), 'f')[0]).not.toContain(
      '\x1b',
    );
  });

  it('cut what is taken from a screen, which may be a line of 256 kB, but not what is typed', () => {
    const long = 'x'.repeat(1000);
    const taken = takenNote({ ...SEEN, says: quoted(safeText(long)) }, NOW_MS);
    expect(plainLine(noteLine(taken))).toBe(`03:10Z ${'x'.repeat(397)}... (noted 03:11Z)`);
    expect(plainLine(noteLine(writtenNote(long, NOW_MS)))).toContain(long);
  });
});

describe('typing a note', () => {
  it.each([
    { key: 'q', words: 'paged', is: { kind: 'typing', words: 'pagedq' } },
    { key: 'backspace', words: 'paged', is: { kind: 'typing', words: 'page' } },
    { key: 'backspace', words: '', is: { kind: 'left' } },
    { key: 'escape', words: 'paged', is: { kind: 'left' } },
    { key: 'return', words: ' paged ', is: { kind: 'entered', words: 'paged' } },
    { key: 'return', words: '  ', is: { kind: 'left' } },
  ] as const)('turns "$words" into $is.kind with $key', ({ key, words, is }) => {
    expect(wordsAfterKey(words, pressed('triage', key))).toEqual(is);
  });
});

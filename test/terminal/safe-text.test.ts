import { describe, expect, it } from 'vitest';
import { joinSafe, safe, safeLines, safeText } from '../../src/terminal/safe-text.ts';

describe('safe text', () => {
  it.each([
    ['printable ASCII stays as it is', 'GET /v2/charge 200 {bold} %s', 'GET /v2/charge 200 {bold} %s'],
    ['a tab becomes two spaces', 'a\tb', 'a  b'],
    ['an escape becomes a symbol and its sequence plain text', '\x1b[31mred\x1b[0m', '␛[31mred␛[0m'],
    ['a bell, a backspace and NUL become symbols', '\x07\x08\0', '␇␈␀'],
    ['DEL becomes a symbol', 'abc\x7fdef', 'abc␡def'],
    ['line breaks become symbols', 'one\r\ntwo', 'one␍␊two'],
    ['a C1 control becomes its code', '\x9b31m', '<U+009B>31m'],
    ['a line separator becomes its code', 'a\u2028b', 'a<U+2028>b'],
    ['a bidi override becomes its code', 'user \u202egnp.exe', 'user <U+202E>gnp.exe'],
    ['a bidi isolate becomes its code', '\u2066x\u2069', '<U+2066>x<U+2069>'],
    ['a zero-width space becomes its code', 'ad\u200bmin', 'ad<U+200B>min'],
    ['a joiner between Latin letters becomes its code', 'a\u200cd\u200dmin', 'a<U+200C>d<U+200D>min'],
    ['a byte order mark becomes its code', '\ufeffBOM', '<U+FEFF>BOM'],
    ['a soft hyphen becomes its code', 'soft\u00adhyphen', 'soft<U+00AD>hyphen'],
    ['a tag becomes its code', 'x\u{e0041}', 'x<U+E0041>'],
    ['an interlinear annotation becomes its code', '\ufff9', '<U+FFF9>'],
    ['a lone surrogate becomes its code', '\ud83d alone', '<U+D83D> alone'],
    ['a noncharacter becomes its code', '\uffff', '<U+FFFF>'],
    ['a private-use character becomes its code', '\ue0a0', '<U+E0A0>'],
    ['a character with different widths in different terminals becomes its code', '\u2630', '<U+2630>'],
    ['a blank filler becomes its code', 'a\u3164b', 'a<U+3164>b'],
    ['CJK stays', '日本語のログ：注文', '日本語のログ：注文'],
    ['decomposed Hangul is composed', '\u1112\u1161\u11ab', '한'],
    ['a stray Hangul part becomes its code', 'x\u11ab', 'x<U+11AB>'],
    ['a letter and its accent are composed', 'e\u0301', 'é'],
    ['a mark with nothing to combine with gets a no-break space', '\u0301x', '\u00a0\u0301x'],
    ['marks beyond the third are left out', `Z${'\u0311'.repeat(9)}!`, `Z${'\u0311'.repeat(3)}!`],
    ['an emoji stays', 'done ✅ 🚀', 'done ✅ 🚀'],
    ['a family becomes its members', '👨\u200d👩\u200d👧', '👨👩👧'],
    ['a skin tone is left out', '👍🏽', '👍'],
    ['a flag becomes its letters', '🇪🇺', 'EU'],
    ['a keycap becomes its digit', '1\ufe0f\u20e3', '1'],
    ['a joiner that shapes Persian is left out', 'می\u200cشود', 'میشود'],
    ['right-to-left letters stay', 'עברית', 'עברית'],
    ['Thai stays', 'ทดสอบ', 'ทดสอบ'],
    ['a replacement character stays', '\ufffd', '\ufffd'],
  ])('%s', (_, raw, shown) => {
    expect(safeText(raw)).toBe(shown);
  });
});

describe('safe lines', () => {
  it.each([
    ['LF', 'a\nb', ['a', 'b']],
    ['CRLF, once', 'a\r\nb', ['a', 'b']],
    ['a bare CR, so that nothing is overwritten', 'ERROR real\rINFO fine', ['ERROR real', 'INFO fine']],
    ['vertical tab and form feed', 'a\vb\fc', ['a', 'b', 'c']],
    ['U+0085, U+2028 and U+2029', 'a\u0085b\u2028c\u2029d', ['a', 'b', 'c', 'd']],
  ])('break at %s', (_, raw, lines) => {
    expect(safeLines(raw)).toEqual(lines);
  });

  it.each([
    ['empty text', '', ['']],
    ['only a line break', '\n', ['']],
    ['a line break at the end, which starts no further line', 'a\n', ['a']],
    ['an empty line in between, which stays', 'a\n\nb', ['a', '', 'b']],
  ])('of %s', (_, raw, lines) => {
    expect(safeLines(raw)).toEqual(lines);
  });

  it('are each made safe', () => {
    expect(safeLines('\x1b[1m\n\u0301')).toEqual(['␛[1m', '\u00a0\u0301']);
  });
});

describe("lmon's own words", () => {
  it('accept safe text and numbers', () => {
    expect(safe`${safeText('a\x07')} has ${3} of \\ ${4.5}`).toBe('a␇ has 3 of \\ 4.5');
  });

  it('reject other text at compile time', () => {
    // @ts-expect-error a plain string may hold anything
    expect(safe`${'raw'}`).toBe('raw');
  });

  it('are joined with a separator or nothing', () => {
    expect(joinSafe([safe`a`, safe`b`], safe`, `)).toBe('a, b');
    expect(joinSafe([safe`a`, safe`b`])).toBe('ab');
  });
});

import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/terminal/display-width.ts';
import { inAscii } from '../../../src/terminal/drawing/ascii-line.ts';
import { lineText, span } from '../../../src/terminal/line-layout.ts';
import { safeText } from '../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';

/** In the header, before the count of lmon's own. */
const OWN_ERRORS = '!';

describe.each(['ascii', 'block', 'braille'] as const)('the %s glyphs', (name) => {
  const glyphs = glyphSet(name);

  it('draw each repeated one in a single cell', () => {
    const { hairline, axis, bar, gauge, sparkZero, sparkLevels, unread } = glyphs;
    const { full, half, empty } = gauge;
    for (const glyph of [hairline, axis, bar, full, half, empty, unread, sparkZero, ...sparkLevels]) {
      expect(displayWidth(glyph), glyph).toBe(1);
    }
  });

  it('keep marks within their declared width', () => {
    for (const mark of [glyphs.crit, glyphs.warn, glyphs.ok]) {
      expect(displayWidth(mark), mark).toBeLessThanOrEqual(glyphs.markWidth);
    }
  });

  it('give each mark one meaning', () => {
    const { crit, warn, ok, deploy, onset, unread, pin, above, separator, binds } = glyphs;
    const marks = [OWN_ERRORS, crit, warn, ok, deploy, onset, unread, pin, above, separator, binds];
    expect(new Set(marks).size).toBe(marks.length);
  });

  it('have a width that all terminals agree on', () => {
    const all = Object.values({ ...glyphs, ...glyphs.gauge })
      .flat()
      .filter((glyph) => typeof glyph === 'string');
    for (const glyph of all) expect(lineText(inAscii([span('fact', safeText(glyph))]))).toBe(glyph);
  });
});

it('the ASCII glyphs are ASCII', () => {
  expect(JSON.stringify(glyphSet('ascii'))).toMatch(/^[\x20-\x7e]*$/);
});

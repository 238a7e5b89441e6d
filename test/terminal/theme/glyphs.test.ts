import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/terminal/display-width.ts';
import { safeText } from '../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';

describe.each(['ascii', 'block', 'braille'] as const)('the %s glyphs', (name) => {
  const glyphs = glyphSet(name);

  it('draw each repeated one in a single cell', () => {
    const { hairline, axis, bar, gauge, sparkLevels, unread } = glyphs;
    const { full, half, empty } = gauge;
    for (const glyph of [hairline, axis, bar, full, half, empty, unread, ...sparkLevels]) {
      expect(displayWidth(glyph), glyph).toBe(1);
    }
  });

  it('keep marks within their declared width', () => {
    for (const mark of [glyphs.crit, glyphs.warn, glyphs.ok, glyphs.live]) {
      expect(displayWidth(mark), mark).toBeLessThanOrEqual(glyphs.markWidth);
    }
  });

  it('distinguish the marks of states', () => {
    expect(new Set([glyphs.crit, glyphs.warn, glyphs.ok]).size).toBe(3);
  });

  it('have a width that all terminals agree on', () => {
    const all = Object.values({ ...glyphs, ...glyphs.gauge })
      .flat()
      .filter((glyph) => typeof glyph === 'string');
    for (const glyph of all) expect(safeText(glyph, 'ascii')).toBe(glyph);
  });
});

it('the ASCII glyphs are ASCII', () => {
  expect(JSON.stringify(glyphSet('ascii'))).toMatch(/^[\x20-\x7e]*$/);
});

import { describe, expect, it } from 'vitest';
import { heading } from '../../../src/terminal/drawing/heading.ts';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';

const block = glyphSet('block');

describe('a heading', () => {
  it.each([
    ['its title, a hairline and its note', 24, 'EVENTS ──── newest first'],
    ['no note if both would not fit', 19, 'EVENTS ────────────'],
    ['only its title', 6, 'EVENTS'],
    ['a cut title', 4, 'EVE…'],
  ])('shows %s', (_, width, shown) => {
    expect(lineText(heading(safe`EVENTS`, safe`newest first`, width, block))).toBe(shown);
  });

  it('is bold and dim, its hairline faint', () => {
    const [title, , rule] = heading(safe`WHY`, null, 8, block);
    expect(title).toEqual({ tone: 'dim', text: 'WHY', bold: true });
    expect(rule).toMatchObject({ tone: 'faint' });
  });
});

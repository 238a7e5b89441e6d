import { describe, expect, it } from 'vitest';
import type { Tone } from '../../../src/terminal/line.ts';
import { PALETTES } from '../../../src/terminal/theme/palette.ts';

/** WCAG 2.2, level AA, for text of ordinary size. */
const LEAST_CONTRAST = 4.5;
/** The same for symbols and lines. */
const LEAST_CONTRAST_OF_SIGNS = 3;

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each(['dark', 'light', 'high-contrast'] as const)('the %s palette', (name) => {
  const { tones, band, background } = PALETTES[name];
  const read = (Object.keys(tones) as Tone[]).filter((tone) => tone !== 'faint');

  it.each(read)('is readable in its tone %s, on a selected row too', (tone) => {
    const { rgb } = tones[tone]!;
    for (const ground of [background, ...(band === null ? [] : [band.rgb])]) {
      expect(contrast(rgb, ground), `#${rgb} on #${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    }
  });
});

it.each(['dark', 'light', 'high-contrast'] as const)(
  'shows faint text in the %s palette with sixteen colours in one that is visible on its background',
  (name) => {
    const { tones, background } = PALETTES[name];
    const vanishing = luminance(background) > 0.5 ? ['37', '97'] : ['30'];
    for (const tone of Object.values(tones)) expect(vanishing).not.toContain(tone.basic);
  },
);

it('shows faint text on white dark enough for a dash to be seen', () => {
  const { tones, background } = PALETTES.light;
  expect(contrast(tones.faint!.rgb, background)).toBeGreaterThanOrEqual(LEAST_CONTRAST_OF_SIGNS);
});

it('computes a contrast of 21 for black on white', () => {
  expect(contrast('000000', 'ffffff')).toBeCloseTo(21);
});

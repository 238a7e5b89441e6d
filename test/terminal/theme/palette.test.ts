import { describe, expect, it } from 'vitest';
import type { Tone } from '../../../src/terminal/line.ts';
import { PALETTES } from '../../../src/terminal/theme/palette.ts';
import { createTheme } from '../../../src/terminal/theme/theme.ts';

/** WCAG 2.2, level AA, for text of ordinary size; of high contrast level AAA. */
const LEAST_CONTRAST = { dark: 4.5, light: 4.5, 'high-contrast': 7 };
/** The same for symbols and lines. */
const LEAST_CONTRAST_OF_SIGNS = 3;

/** Amounts of red, green and blue light. */
function lightOf(hex: string): readonly number[] {
  return [0, 2, 4].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = lightOf(hex);
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
      expect(contrast(rgb, ground), `#${rgb} on #${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST[name]);
    }
  });
});

describe.each(['dark', 'light', 'high-contrast'] as const)('a faded curve in the %s palette', (name) => {
  const { faded } = createTheme(name, 'truecolor');
  const curves = (Object.keys(PALETTES[name].tones) as Tone[]).filter((tone) => tone !== 'faint');

  it.each(curves)('is visible in its tone %s', (tone) => {
    const [, , ...channels] = faded[tone].foreground.split(';');
    const rgb = channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('');
    expect(contrast(rgb, PALETTES[name].background), `#${rgb}`).toBeGreaterThanOrEqual(
      LEAST_CONTRAST_OF_SIGNS,
    );
  });
});

/** One of the 216 colours of the cube, or a grey. @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html */
function hexOfIndexed(indexed: number): string {
  const place = indexed - 16;
  const channels =
    indexed >= 232
      ? Array<number>(3).fill(8 + 10 * (indexed - 232))
      : [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((step) =>
          step === 0 ? 0 : 55 + 40 * step,
        );
  return channels.map((channel) => channel.toString(16).padStart(2, '0')).join('');
}

it.each(Object.entries(PALETTES['high-contrast'].tones))(
  'is in high contrast with 256 colours, too, in its tone %s',
  (_, { indexed }) => {
    expect(contrast(hexOfIndexed(indexed), '000000')).toBeGreaterThanOrEqual(LEAST_CONTRAST['high-contrast']);
  },
);

/** The colour in a space where distances are as large as they look. @see https://bottosson.github.io/posts/oklab/ */
function perceived(hex: string): readonly number[] {
  const [red = 0, green = 0, blue = 0] = lightOf(hex);
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

function difference(one: string, other: string): number {
  const far = perceived(other);
  return Math.hypot(...perceived(one).map((value, axis) => value - (far[axis] ?? 0)));
}

/** In that space white is 1 away from black, and orange 0.06 from the amber of the dark palette. */
const LEAST_DIFFERENCE = 0.07;

describe.each(['dark', 'light', 'high-contrast'] as const)('an environment in the %s palette', (name) => {
  const colors = Object.entries(PALETTES[name].tones);
  const identities = colors.filter(([tone]) => tone.startsWith('env'));
  const states = colors.filter(([tone]) => ['crit', 'warn', 'focus', 'ours', 'good'].includes(tone));

  it.each(identities)('has as %s the colour of no state, at any depth', (_, { rgb, indexed, basic }) => {
    for (const [state, color] of states) {
      expect(difference(rgb, color.rgb), state).toBeGreaterThan(LEAST_DIFFERENCE);
      expect(indexed, state).not.toBe(color.indexed);
      expect(basic, state).not.toBe(color.basic);
    }
  });

  it.each(identities)('differs as %s from all others', (tone, { rgb, indexed }) => {
    for (const [, other] of identities.filter(([each]) => each !== tone)) {
      expect(difference(rgb, other.rgb)).toBeGreaterThan(LEAST_DIFFERENCE);
      expect(indexed).not.toBe(other.indexed);
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

import type { Tone } from '../line.ts';
import type { ColorDepth } from './color-depth.ts';
import { type Color, PALETTES, type Palette, type ThemeName } from './palette.ts';

/** SGR parameters of one tone. */
export interface ToneSgr {
  readonly foreground: string;
  /** Needs SGR 2, because the depth has no weaker colour. */
  readonly faint: boolean;
}

export interface Theme {
  readonly name: ThemeName;
  readonly full: Readonly<Record<Tone, ToneSgr>>;
  readonly faded: Readonly<Record<Tone, ToneSgr>>;
  /** SGR parameters that mark a selected row. */
  readonly band: string;
  /** The band is reverse video, in which tones would become patches of background. */
  readonly bandReverses: boolean;
}

const TONES: readonly Tone[] = [
  'fact',
  'dim',
  'faint',
  'crit',
  'warn',
  'focus',
  'ours',
  'good',
  'env0',
  'env1',
  'env2',
  'env3',
  'env4',
  'env5',
];

const OWN_FOREGROUND: ToneSgr = { foreground: '39', faint: false };
const REVERSE = '7';

/** The tones of a theme as a terminal of that colour depth can show them. */
export function createTheme(name: ThemeName, available: ColorDepth): Theme {
  const palette = PALETTES[name];
  const depth = name === 'none' ? 'none' : available;
  const band = backgroundOf(palette.band, depth);
  return {
    name,
    full: sgrOfEachTone((tone) => sgrOf(palette.tones[tone], depth)),
    faded: sgrOfEachTone((tone) => fadedSgrOf(palette.tones[tone], palette, depth)),
    band: band ?? REVERSE,
    bandReverses: band === null,
  };
}

function sgrOfEachTone(sgrOfTone: (tone: Tone) => ToneSgr): Readonly<Record<Tone, ToneSgr>> {
  return Object.fromEntries(TONES.map((tone) => [tone, sgrOfTone(tone)])) as Record<Tone, ToneSgr>;
}

function sgrOf(color: Color | undefined, depth: ColorDepth): ToneSgr {
  if (color === undefined) return OWN_FOREGROUND;
  switch (depth) {
    case 'truecolor':
      return { foreground: `38;2;${channelsOf(color.rgb).join(';')}`, faint: false };
    case '256':
      return { foreground: `38;5;${color.indexed}`, faint: false };
    case '16':
      return { foreground: color.basic, faint: false };
    case 'none':
      return OWN_FOREGROUND;
  }
}

function fadedSgrOf(color: Color | undefined, palette: Palette, depth: ColorDepth): ToneSgr {
  if (depth === 'none') return OWN_FOREGROUND;
  if (color === undefined || depth !== 'truecolor') return { ...sgrOf(color, depth), faint: true };
  const into = channelsOf(palette.background);
  const mixed = channelsOf(color.rgb).map((channel, index) =>
    Math.round(channel + ((into[index] ?? 0) - channel) * palette.fading),
  );
  return { foreground: `38;2;${mixed.join(';')}`, faint: false };
}

function backgroundOf(color: Color | null, depth: ColorDepth): string | null {
  if (color === null) return null;
  switch (depth) {
    case 'truecolor':
      return `48;2;${channelsOf(color.rgb).join(';')}`;
    case '256':
      return `48;5;${color.indexed}`;
    // None of the sixteen colours is a background on which all tones are readable.
    case '16':
    case 'none':
      return null;
  }
}

function channelsOf(rgb: string): readonly number[] {
  return [0, 2, 4].map((start) => Number.parseInt(rgb.slice(start, start + 2), 16));
}

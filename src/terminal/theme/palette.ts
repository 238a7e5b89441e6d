import type { Tone } from '../line.ts';

export type ThemeName = 'dark' | 'light' | 'high-contrast' | 'none';

/**
 * One colour at each depth, chosen by meaning and not by distance: hexadecimal digits, an index into the 256
 * colours, and the SGR parameter of one of the sixteen.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export interface Color {
  readonly rgb: string;
  readonly indexed: number;
  readonly basic: string;
}

export interface Palette {
  /** The terminal's own foreground where absent. */
  readonly tones: Readonly<Partial<Record<Tone, Color>>>;
  /** The background of a selected row; null is reverse video. */
  readonly band: Color | null;
  /** The colour that faded colours are blended with. */
  readonly background: string;
}

const color = (rgb: string, indexed: number, basic: string): Color => ({ rgb, indexed, basic });

const DARK: Palette = {
  tones: {
    dim: color('878fb3', 103, '90'),
    faint: color('3b4261', 239, '90'),
    crit: color('f7768e', 204, '91'),
    warn: color('e0af68', 179, '33'),
    focus: color('7aa2f7', 111, '94'),
    ours: color('7dcfff', 117, '96'),
    good: color('9ece6a', 149, '92'),
    env0: color('7dcfff', 117, '36'),
    env1: color('bb9af7', 141, '35'),
    env2: color('9ece6a', 149, '32'),
    env3: color('ff9e64', 215, '33'),
    env4: color('7aa2f7', 111, '34'),
    env5: color('73daca', 79, '37'),
  },
  band: color('24283b', 236, ''),
  background: '16181f',
};

const LIGHT: Palette = {
  tones: {
    dim: color('5a6078', 240, '90'),
    faint: color('8d93aa', 245, '90'),
    crit: color('c4204d', 161, '31'),
    warn: color('8a5a00', 94, '33'),
    focus: color('2e5fd0', 26, '34'),
    ours: color('00698c', 24, '36'),
    good: color('446f17', 22, '32'),
    env0: color('00698c', 24, '36'),
    env1: color('7847bd', 97, '35'),
    env2: color('446f17', 22, '32'),
    env3: color('a14f00', 130, '33'),
    env4: color('2e5fd0', 26, '34'),
    env5: color('0b6e61', 23, '30'),
  },
  band: color('e3e6f0', 254, ''),
  background: 'ffffff',
};

/** No text is dimmer than the foreground. */
const HIGH_CONTRAST: Palette = {
  tones: {
    faint: color('9e9e9e', 247, '37'),
    crit: color('ff6b6b', 203, '91'),
    warn: color('ffd700', 220, '93'),
    focus: color('82b1ff', 111, '94'),
    ours: color('00ffff', 51, '96'),
    good: color('5fff5f', 83, '92'),
    env0: color('00ffff', 51, '96'),
    env1: color('d7afff', 183, '95'),
    env2: color('5fff5f', 83, '92'),
    env3: color('ffaf5f', 215, '93'),
    env4: color('82b1ff', 111, '94'),
    env5: color('5fffd7', 86, '97'),
  },
  band: null,
  background: '000000',
};

const NONE: Palette = { tones: {}, band: null, background: '000000' };

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  dark: DARK,
  light: LIGHT,
  'high-contrast': HIGH_CONTRAST,
  none: NONE,
};

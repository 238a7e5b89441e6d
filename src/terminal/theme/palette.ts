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
  /**
   * The terminal's own foreground where absent. What identifies an execution environment is violet, pink, teal or sand:
   * no hue of a state, or a green environment would look well. Of sixteen colours, few are left for that.
   */
  readonly tones: Readonly<Partial<Record<Tone, Color>>>;
  /** The background of a selected row; null is reverse video. */
  readonly band: Color | null;
  /** The colour that faded colours are blended with. */
  readonly background: string;
  /** Its share in them: as much as leaves a faded curve visible. */
  readonly fading: number;
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
    env0: color('bb9af7', 141, '35'),
    env1: color('f2a6dd', 218, '95'),
    env2: color('2fbfa2', 72, '37'),
    env3: color('b3a58c', 144, '35'),
    env4: color('c678c9', 176, '95'),
    env5: color('84d6c4', 115, '37'),
  },
  band: color('24283b', 236, ''),
  background: '16181f',
  fading: 0.35,
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
    env0: color('6b3fc0', 97, '35'),
    env1: color('a82d92', 126, '95'),
    env2: color('00605c', 23, '30'),
    env3: color('6f6250', 95, '35'),
    env4: color('7d2a6e', 89, '95'),
    env5: color('3f1f78', 54, '30'),
  },
  band: color('e3e6f0', 254, ''),
  background: 'ffffff',
  fading: 0.3,
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
    env0: color('c9a0ff', 183, '95'),
    env1: color('ffa8e6', 218, '35'),
    env2: color('1fcf9f', 43, '37'),
    env3: color('cdb99a', 180, '95'),
    env4: color('d072d8', 176, '35'),
    env5: color('a39888', 144, '37'),
  },
  band: null,
  background: '000000',
  fading: 0.35,
};

const NONE: Palette = { tones: {}, band: null, background: '000000', fading: 0 };

export const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  dark: DARK,
  light: LIGHT,
  'high-contrast': HIGH_CONTRAST,
  none: NONE,
};

import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Theme } from '../../terminal/theme.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import type { TimeNotation } from './time-notation.ts';

/** How everything is drawn. */
export interface Look {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** With the keys that the person has chosen: footer and help name them. */
  readonly keymap: readonly KeyBinding[];
  /** How times of events are written, in sentences too. */
  readonly times: TimeNotation;
  /** Nothing moves by itself but data. */
  readonly plain: boolean;
}

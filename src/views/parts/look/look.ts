import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import type { Theme } from '../../../terminal/theme/theme.ts';
import type { KeyBinding } from '../../keys/key-binding.ts';
import type { TimeNotation } from './time-notation.ts';

/** How everything is drawn. */
export interface Look {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** With the user's keys, as named in footer and help. */
  readonly keymap: readonly KeyBinding[];
  /** The notation of event times, in sentences too. */
  readonly times: TimeNotation;
  /** Nothing changes without new data. */
  readonly plain: boolean;
}

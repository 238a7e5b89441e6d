import type { Glyphs } from '../../terminal/glyphs.ts';
import type { Theme } from '../../terminal/theme.ts';

/** How everything is drawn. */
export interface Look {
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** Nothing moves by itself but data. */
  readonly plain: boolean;
}

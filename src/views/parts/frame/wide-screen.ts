import { innerWidth } from './margin.ts';

/** In columns. Narrower screens, 80x24 above all, leave out of each row what can be done without. */
export const WIDE_SCREEN = 100;

/** What a wide screen has between its margins. */
export const WIDE_INSIDE = innerWidth(WIDE_SCREEN);

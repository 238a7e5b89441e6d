import type { SafeText } from './text.ts';

/**
 * What a piece of text means. A theme turns it into a colour, so nothing above this folder knows colours.
 *
 * | tone  | means                                             |
 * | ----- | ------------------------------------------------- |
 * | fact  | what was measured or said (the default colour)    |
 * | dim   | what explains: labels, units, times, notes        |
 * | faint | hairlines, axes, dashes: nothing that is to be read |
 * | crit  | hurts now                                         |
 * | warn  | will hurt, or changed                             |
 * | focus | keys, focus, ordinary curves and gauges           |
 * | ours  | estimates and marks of lmon's own                 |
 * | good  | LIVE and `ok` outcomes, nothing else              |
 * | env0–env5 | identity of an execution environment          |
 */
export type Tone =
  | 'fact'
  | 'dim'
  | 'faint'
  | 'crit'
  | 'warn'
  | 'focus'
  | 'ours'
  | 'good'
  | 'env0'
  | 'env1'
  | 'env2'
  | 'env3'
  | 'env4'
  | 'env5';

/** Text that means one thing, whole. */
export interface Span {
  readonly text: SafeText;
  readonly tone: Tone;
  readonly bold?: boolean;
  /** Drawn half as strong: what is history beside what is new. */
  readonly faded?: boolean;
  /** A picture made of blocks: reverse video would make its negative of it. */
  readonly isPicture?: true;
  /** In reverse video: a match of what is looked for. */
  readonly marked?: true;
  /** Word for word what a log says, or what is to be typed: where text is marked up, nothing in it is. */
  readonly isVerbatim?: true;
}

/** One row of a screen or of a table, before it meets a theme and a width. */
export type Line = readonly Span[];

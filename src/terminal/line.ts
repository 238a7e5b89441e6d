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

/** Text with one meaning. */
export interface Span {
  readonly text: SafeText;
  readonly tone: Tone;
  readonly bold?: boolean;
  /** Drawn in a weaker colour: history beside new values. */
  readonly faded?: boolean;
  /** A picture of block characters, in which reverse video would swap what is full and what is empty. */
  readonly isPicture?: true;
  /** In reverse video: a match of the search. */
  readonly marked?: true;
  /** Verbatim text of a log, or a command to type: it is never interpreted as markup. */
  readonly isVerbatim?: true;
  /** A command to copy: pasted from several rows, it must still be one. */
  readonly isCommand?: true;
}

/** One row of a screen or table, independent of theme and width. */
export type Line = readonly Span[];

import type { FunctionConfiguration } from '../../../lambda/function/function.ts';
import type { StoryItem } from '../../../logs/lines/story-item.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import type { FramedScreen } from '../../parts/frame/framed-screen.ts';
import type { HeaderFacts } from '../../parts/header/header-facts.ts';
import type { EnterEffect } from '../keys/enter-at-hand.ts';
import type { FailureStrip } from '../panes/failure-strip.ts';
import type { PatternRow } from '../panes/pattern-rows.ts';
import type { TailState, TailWindow } from '../state/tail-state.ts';

/** Everything that the log screen shows, independent of the theme. */
export interface TailScene extends FramedScreen {
  readonly snapshot: LogTailSnapshot;
  /** How much of it is shown; for a frozen view, its own counts. */
  readonly counts: Pick<LogTailSnapshot, 'memoryCount' | 'chosenCount'>;
  /** The items of the window. */
  readonly items: readonly StoryItem[];
  readonly window: TailWindow;
  /** The functions whose logs they are, as far as Lambda lists them. */
  readonly functions: readonly FunctionConfiguration[];
  readonly state: TailState;
  /** When invocations failed; null before anything was read. */
  readonly strip: FailureStrip | null;
  /** Patterns in memory, most typical of failures first. */
  readonly patterns: readonly PatternRow[];
  /** How many lines in memory match the search; null without one. */
  readonly matchCount: number | null;
  /** Whether the key to the next error has a target. */
  readonly hasErrorBelow: boolean;
  /** What Enter does; null where it has no effect. */
  readonly enter: EnterEffect | null;
  /** Whether reading is suspended because the user stopped all calls. */
  readonly isStopped: boolean;
  readonly header: HeaderFacts;
}

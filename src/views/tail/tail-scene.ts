import type { FunctionConfiguration } from '../../lambda/function.ts';
import type { StoryItem } from '../../logs/lines/story-item.ts';
import type { LogTailSnapshot } from '../../monitor/log/log-tail-snapshot.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { HeaderFacts } from '../parts/header.ts';
import type { Look } from '../parts/look.ts';
import type { PatternRow } from './tail-patterns.ts';
import type { TailState, TailWindow } from './tail-state.ts';
import type { FailureStrip } from './tail-strip.ts';

/** Everything that the log screen shows, before it meets a theme. */
export interface TailScene {
  readonly snapshot: LogTailSnapshot;
  /** How much of it is shown: of a frozen view, as it is there. */
  readonly counts: Pick<LogTailSnapshot, 'memoryCount' | 'chosenCount'>;
  /** The items of the window. */
  readonly items: readonly StoryItem[];
  readonly window: TailWindow;
  /** The functions whose logs they are, as far as Lambda told of them. */
  readonly functions: readonly FunctionConfiguration[];
  readonly state: TailState;
  /** When invocations failed; null before anything has been read. */
  readonly strip: FailureStrip | null;
  /** What the lines in memory say, and what failed ones say most, first. */
  readonly patterns: readonly PatternRow[];
  /** How many lines in memory say what is looked for; null when nothing is. */
  readonly matchCount: number | null;
  /** Whether the key to the next error leads anywhere. */
  readonly hasErrorBelow: boolean;
  /** Whether nothing is read because a person stopped all calls. */
  readonly isStopped: boolean;
  readonly header: HeaderFacts;
  /** Breadcrumb, such as `Fleet`, `checkout-api`. */
  readonly path: readonly SafeText[];
  /** Whether the way back ends lmon. */
  readonly isRoot: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
}

import { logName } from '../../logs/log-name.ts';
import { namesIn } from '../../logs/selection/log-choice.ts';
import type { VersionStatistics } from '../../logs/story/version-statistics.ts';
import type { LogOrigin } from '../../logs/tail-item.ts';
import type { FollowedLog } from '../../monitor/log/tail/followed-log.ts';
import { cutLogName, widthOfNames } from '../../print/tail/log-names.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import { WIDE_INSIDE } from '../parts/frame/wide-screen.ts';

/** The functions of a list. */
export interface ListedNames {
  readonly names: readonly RawText[];
  readonly showsRegion: boolean;
}

/** The functions that were chosen, and those that a shared log turned out to be of. */
export function listedNames(
  logs: readonly Pick<FollowedLog, 'choice' | 'origin'>[],
  statistics: readonly Pick<VersionStatistics, 'origin'>[] = [],
): ListedNames {
  const chosen = logs.flatMap(({ choice }) => namesIn(choice));
  const written = statistics.flatMap(({ origin }) => (origin === null ? [] : [logName(origin)]));
  return {
    names: [...new Set(chosen.length < 2 ? written : [...chosen, ...written])],
    showsRegion: logs.some(({ origin }) => origin.region?.isOneOfSeveral === true),
  };
}

export function isOfSeveral({ names }: ListedNames): boolean {
  return names.length > 1;
}

const TITLE = safe`FUNCTION`;
const GAP = 2;

/** Cells of the first column; 0 where all is of one function. */
export function nameColumn({ names, showsRegion }: ListedNames, width: number): number {
  const longest = widthOfNames(names, widestName(width, showsRegion));
  return longest === null ? 0 : Math.max(TITLE.length, longest) + GAP;
}

const WIDTH_FOR_REGIONS = innerWidth(80);
const WIDTH_FOR_LONG_NAMES = innerWidth(140);
const SHORT_NAME = 14;
const USUAL_NAME = 18;
const LONG_NAME = 24;

/** Longer names would take the place of figures. */
function widestName(width: number, showsRegion: boolean): number {
  if (width < WIDTH_FOR_REGIONS) return SHORT_NAME;
  if (showsRegion || width >= WIDTH_FOR_LONG_NAMES) return LONG_NAME;
  return width < WIDE_INSIDE ? SHORT_NAME : USUAL_NAME;
}

export function nameTitle(column: number): Line {
  return column === 0 ? [] : cell([toned('dim', TITLE)], column);
}

export function nameCell(origin: LogOrigin | null, column: number, ellipsis: SafeText): Line {
  if (column === 0) return [];
  const name = origin === null ? safe`` : cutLogName(origin, column - GAP, ellipsis);
  return cell([toned('fact', name)], column);
}

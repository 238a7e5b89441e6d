import { namesIn } from '../../../logs/selection/log-choice.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { displayWidth } from '../../../terminal/display-width.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import type { Glyphs } from '../../../terminal/theme/glyphs.ts';
import { toned } from '../../../terminal/words.ts';
import { innerWidth } from '../../parts/frame/margin.ts';
import { WIDE_INSIDE } from '../../parts/frame/wide-screen.ts';
import { type NameColumn, nameColumnOf } from './name-column.ts';

/** The widths of the columns of a log, each but the last with the gap behind it. */
export interface TailLayout {
  readonly gap: number;
  readonly time: number;
  /** 0 where all lines are from one log. */
  readonly name: number;
  readonly cutNames: NameColumn['cutNames'];
  /** The bar of the environment, and its mark where there is room. */
  readonly environment: number;
  /** 0 where all lines of a function are of one version, or messages need the room. */
  readonly version: number;
  /** Those that it tells: of functions of which several write. */
  readonly versionMarks: ReadonlySet<RawText>;
  readonly request: number;
  readonly level: number;
  readonly message: number;
}

const WIDEST_NAME = 24;
const WIDEST_NAME_NARROW = 14;
const WIDEST_VERSION = displayWidth(safe`[$LATEST]`);
const NAME_TITLE = safe`FUNCTION`;
const BAR_WIDTH = 1;
const MARK_WIDTH = 4;
const REQUEST_WIDTH = 8;
const LEVEL_WIDTH = 5;
/** Versions would leave less of a message than they tell. */
const FEWEST_MESSAGE = 24;
/** On narrower screens, messages need the cells of the marks. */
const WIDTH_FOR_MARKS = innerWidth(80);

/** The columns of a log on a screen `width` cells wide. */
export function layoutOf(
  width: number,
  { logs, writers, versionMarks }: Pick<LogTailSnapshot, 'logs' | 'writers' | 'versionMarks'>,
  { ellipsis }: Pick<Glyphs, 'ellipsis'>,
): TailLayout {
  const isNarrow = width < WIDE_INSIDE;
  const gap = isNarrow ? 1 : 2;
  const withGap = (cells: number) => (cells === 0 ? 0 : cells + gap);
  const showsRegion = logs.some(({ origin }) => origin.region?.isOneOfSeveral === true);
  const widestName = isNarrow && !showsRegion ? WIDEST_NAME_NARROW : WIDEST_NAME;
  const chosen = logs.flatMap(({ choice }) => namesIn(choice));
  // The name of a single group says nothing beside those of the functions that write to it.
  const names = chosen.length < 2 ? writers : [...chosen, ...writers];
  const { width: nameWidth, cutNames } = nameColumnOf(names, widestName, ellipsis);
  const widths = {
    time: withGap(isNarrow ? 8 : 12),
    name: nameWidth === null ? 0 : withGap(Math.max(NAME_TITLE.length, nameWidth)),
    environment: withGap(BAR_WIDTH + (width < WIDTH_FOR_MARKS ? 0 : MARK_WIDTH)),
    request: isNarrow ? 0 : withGap(REQUEST_WIDTH),
    level: withGap(LEVEL_WIDTH),
  };
  const room = width - Object.values(widths).reduce((sum, cells) => sum + cells, 0);
  const version = withGap(Math.min(WIDEST_VERSION, widestOf(versionMarks)));
  const hasVersions = room - version >= FEWEST_MESSAGE;
  return {
    gap,
    ...widths,
    cutNames,
    version: hasVersions ? version : 0,
    versionMarks,
    message: Math.max(0, hasVersions ? room - version : room),
  };
}

function widestOf(marks: ReadonlySet<RawText>): number {
  let widest = 0;
  for (const { length } of marks) widest = Math.max(widest, length);
  return widest;
}

export function titleLine(layout: TailLayout): Line {
  const { time, name, environment, version, request, level, message } = layout;
  const titles: readonly (readonly [SafeText, number])[] = [
    [safe`TIME`, time],
    [NAME_TITLE, name],
    [environment < MARK_WIDTH ? safe`` : safe`ENV`, environment + version],
    [safe`REQUEST`, request],
    [safe`LEVEL`, level],
    [safe`MESSAGE`, message],
  ];
  return titles.flatMap(([title, width]) => (width === 0 ? [] : cell([toned('dim', title)], width)));
}

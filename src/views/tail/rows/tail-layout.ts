import { namesIn } from '../../../logs/selection/log-choice.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { widthOfNames } from '../../../print/tail/log-names.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell } from '../../../terminal/line-layout.ts';
import { safe } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { toned } from '../../../terminal/words.ts';
import { WIDE_INSIDE } from '../../parts/frame/wide-screen.ts';

/** The widths of the columns of a log. */
export interface TailLayout {
  readonly time: number;
  /** 0 where all lines are from one log. */
  readonly name: number;
  readonly request: number;
  readonly message: number;
}

const WIDEST_NAME = 24;
const WIDEST_NAME_NARROW = 14;
const NAME_TITLE = safe`FUNCTION`;
export const ENVIRONMENT_WIDTH = 5;
export const LEVEL_WIDTH = 5;

/** The columns of a log on a screen `width` cells wide. */
export function layoutOf(
  width: number,
  { logs, writers }: Pick<LogTailSnapshot, 'logs' | 'writers'>,
): TailLayout {
  const isNarrow = width < WIDE_INSIDE;
  const time = isNarrow ? 8 : 12;
  const request = isNarrow ? 0 : 10;
  const showsRegion = logs.some(({ origin }) => origin.region?.isOneOfSeveral === true);
  const widestName = isNarrow && !showsRegion ? WIDEST_NAME_NARROW : WIDEST_NAME;
  const chosen = logs.flatMap(({ choice }) => namesIn(choice));
  // The name of a single group says nothing beside those of the functions that write to it.
  const names = widthOfNames(chosen.length < 2 ? writers : [...chosen, ...writers], widestName);
  const name = names === null ? 0 : Math.max(NAME_TITLE.length, names) + 2;
  return {
    time,
    name,
    request,
    message: Math.max(0, width - time - 2 - name - ENVIRONMENT_WIDTH - 2 - request - LEVEL_WIDTH - 2),
  };
}

export function titleLine({ time, name, request, message }: TailLayout): Line {
  const titles: readonly (readonly [SafeText, number])[] = [
    [safe`TIME`, time + 2],
    [name === 0 ? safe`` : NAME_TITLE, name],
    [safe`ENV`, ENVIRONMENT_WIDTH + 2],
    [request === 0 ? safe`` : safe`REQUEST`, request],
    [safe`LEVEL`, LEVEL_WIDTH + 2],
    [safe`MESSAGE`, message],
  ];
  return titles.flatMap(([title, width]) => cell([toned('dim', title)], width));
}

import type { LogEvent } from '../../logs/event.ts';
import { groupName, logName, originIn } from '../../logs/log-name.ts';
import type { ManyLogs } from '../../logs/many-logs.ts';
import { type LogChoice, namesIn } from '../../logs/selection/log-choice.ts';
import type { LogOrigin } from '../../logs/tail-item.ts';
import { cutApart } from '../../terminal/cut-apart.ts';
import { cutName } from '../../terminal/cut-name.ts';
import { displayWidth } from '../../terminal/display-width.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { partOf } from '../../terminal/safe-edits.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';

/** The line's writer: the function, or the log group when unknown. */
export function writerOf({ logStream }: LogEvent, origin: LogOrigin): RawText {
  return logName(originIn(logStream, origin));
}

/** The same in at most `width` cells. */
export function cutWriter(event: LogEvent, origin: LogOrigin, width: number, ellipsis: SafeText): SafeText {
  return cutLogName(originIn(event.logStream, origin), width, ellipsis);
}

/** At most `width` cells of the name of a log. The Region stays whole: others differ only in its last letter. */
export function cutLogName(
  { group, functionName, region }: LogOrigin,
  width: number,
  ellipsis: SafeText,
): SafeText {
  const told = region?.isOneOfSeveral === true ? safe`${safeText(region.name)}:` : safe``;
  return cutAfter(told, safeText(functionName ?? groupName(group)), width, ellipsis);
}

/** Names as they stand beside each other, in at most `width` cells: no two of them look alike. */
export function namesApart(
  names: readonly RawText[],
  width: number,
  ellipsis: SafeText,
): ReadonlyMap<RawText, SafeText> {
  const cuts = cutApart(names.map(safeText), width, ellipsis, (name) => {
    const region = partOf(name, 0, name.indexOf(':') + 1);
    return cutAfter(region, partOf(name, region.length), width, ellipsis);
  });
  return new Map(names.map((name) => [name, cuts.get(safeText(name)) ?? safe``]));
}

function cutAfter(region: SafeText, name: SafeText, width: number, ellipsis: SafeText): SafeText {
  return safe`${region}${cutName(name, width - displayWidth(region), ellipsis)}`;
}

/** Width of the longest name, at most `most`. Null for a single log, which needs no column. */
export function nameWidth(choices: readonly LogChoice[], most: number): number | null {
  return widthOfNames(choices.flatMap(namesIn), most);
}

/** The same of names, which may appear more than once. */
export function widthOfNames(names: readonly RawText[], most: number): number | null {
  const different = [...new Set(names)];
  if (different.length < 2) return null;
  return Math.min(most, Math.max(...different.map((name) => displayWidth(safeText(name)))));
}

/** The same for logs mentioned in addition to one. */
export function moreLogsText(logs: ManyLogs): SafeText {
  return logs.logNames === undefined ? safe`${groupedText(logs.logCount)} more logs` : logsText(logs);
}

/** The logs' names, or their number. */
export function logsText({ logCount, logNames = [] }: ManyLogs): SafeText {
  const [first, ...others] = logNames.map((name) => safeText(name));
  if (first === undefined) return logCount === 1 ? safe`1 log` : safe`${groupedText(logCount)} logs`;
  const last = others.pop();
  return last === undefined ? first : safe`${joinSafe([first, ...others], safe`, `)} and ${last}`;
}

import { MINUTE_MS } from '../../../lambda/time.ts';
import { isWholeLog } from '../../../logs/selection/selection-rules.ts';
import type { PatternShare } from '../../../logs/story/pattern-shares.ts';
import type { LogOrigin } from '../../../logs/tail-item.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { blanks, displayWidth, padEnd, padStart } from '../../../terminal/display-width.ts';
import { heading } from '../../../terminal/drawing/heading.ts';
import type { Line } from '../../../terminal/line.ts';
import { cell, cutLine, lineWidth } from '../../../terminal/line-layout.ts';
import { groupedText, shareText } from '../../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned } from '../../../terminal/words.ts';
import type { HeaderFacts } from '../../parts/header/header-facts.ts';
import type { Look } from '../../parts/look/look.ts';
import { clockTimes, momentText } from '../../parts/look/time-notation.ts';
import type { TailState } from '../state/tail-state.ts';
import { NOT_COUNTED_YET } from './strip-lines.ts';

/** A row of the pattern pane. */
export interface PatternRow extends PatternShare {
  /** Whether it was absent in the first half of the log, once all of it has been read. */
  readonly isNew: boolean;
}

/** Nobody goes through more. */
export const MOST_PATTERNS = 100;
/** In a shorter log, nothing counts as old. */
const SHORTEST_SPAN_MS = MINUTE_MS;

export function patternRows(
  shares: readonly PatternShare[],
  { readFromMs, readThroughMs, wanted }: Pick<LogTailSnapshot, 'readFromMs' | 'readThroughMs' | 'wanted'>,
): readonly PatternRow[] {
  const spanMs = (readThroughMs ?? readFromMs) - readFromMs;
  const newFromMs = readFromMs + spanMs / 2;
  const isWhole = wanted.pattern === null;
  const rows = shares.map((share) => ({
    ...share,
    ...(isWhole ? {} : { ofFailed: null, ofOthers: null }),
    isNew: spanMs >= SHORTEST_SPAN_MS && share.firstMs >= newFromMs,
  }));
  return isWhole ? rows : rows.toSorted((one, other) => other.pattern.count - one.pattern.count);
}

interface PatternsScene {
  readonly patterns: readonly PatternRow[];
  readonly state: Pick<TailState, 'pane'>;
  readonly snapshot: LogTailSnapshot;
  readonly header: HeaderFacts;
  readonly look: Look;
  /** As in the lines' column; 0 wide where there is none. */
  readonly names: { readonly width: number; readonly of: (origin: LogOrigin) => SafeText };
}

/** @param part which rows are shown, as `1 to 4 of 8`; null where all are */
export function patternsHeading(
  { patterns: rows, state, snapshot, header, look, names }: PatternsScene,
  width: number,
  part: SafeText | null = null,
): Line {
  const { readFromMs } = snapshot;
  const { glyphs } = look;
  const isFocused = state.pane === 'patterns';
  const dot = safe` ${glyphs.middleDot} `;
  const hasFailures = tellFailures(rows);
  const isOfSeveral = names.width > 0;
  const shares = isOfSeveral ? safe`share of its calls` : safe`share of calls`;
  const columns = hasFailures ? shares : unsharedWords(rows, snapshot);
  const order = isOfSeveral ? safe`each function's best sign first` : safe`best signs of failure first`;
  const inOrder = hasFailures ? safe`${columns}; ${order}` : columns;
  const since = safe`since ${momentText(readFromMs, clockTimes({ ...header, look }))}`;
  const ways = [[part, since, inOrder], [part, inOrder], [part, columns], part === null ? [since] : [part]];
  const notes = ways.map((way) =>
    joinSafe(
      way.flatMap((words) => (words === null || words === '' ? [] : [words])),
      dot,
    ),
  );
  const title = strong(safe`PATTERNS`, isFocused ? 'focus' : 'dim');
  const heads = columnHeads(hasFailures, isOfSeveral);
  const room = width - lineWidth([title, ...heads]) - WIDTH_OF_RULE;
  const note = notes.find((each) => each !== '' && displayWidth(each) <= room) ?? null;
  return heading([title, ...heads], note, width, glyphs);
}

/** Why there are no shares of failed calls; empty where only lines of the platform could tell. */
function unsharedWords(
  rows: readonly PatternRow[],
  { readThroughMs, wanted }: Pick<LogTailSnapshot, 'readThroughMs' | 'wanted'>,
): SafeText {
  if (readThroughMs === null) return NOT_COUNTED_YET;
  if (wanted.pattern !== null) return safe`--filter hides of how many calls`;
  if (rows.length === 0) return safe``;
  return rows.some(({ ofOthers }) => ofOthers !== null) ? safe`no call has failed` : safe`no call has ended`;
}

/** Why there are none; null before everything has been read: until then none can be said to be missing. */
export function noPatternWords({
  readThroughMs,
  wanted,
  follow,
}: Pick<LogTailSnapshot, 'readThroughMs' | 'wanted' | 'follow'>): SafeText | null {
  if (readThroughMs === null) return null;
  if (!isWholeLog(wanted)) return safe`none of these lines is the function's own`;
  return follow ? safe`no lines of the function's own yet` : safe`no lines of the function's own`;
}

/** In line with the figures below: shares of failed calls and of the others, or lines and their share of all. */
function columnHeads(hasFailures: boolean, isOfSeveral: boolean): Line {
  const [first, second] = hasFailures ? [safe`FAILED`, safe`OTHERS`] : [safe`LINES`, safe`SHARE`];
  const name = isOfSeveral ? safe`   FUNCTION` : safe``;
  return [toned('dim', safe`  ${padStart(first, SHARE_WIDTH)}  ${padStart(second, SHARE_WIDTH)}${name}`)];
}

/** Whether the columns are shares of calls: with several logs, some of their patterns may have none. */
export function tellFailures(rows: readonly PatternRow[]): boolean {
  return rows.some(({ ofFailed }) => ofFailed !== null);
}

/** The shortest hairline with its blanks. */
const WIDTH_OF_RULE = 6;

/** As wide as the title above, with two blanks. */
const NEW_WIDTH = 10;
const SHARE_WIDTH = 6;

export function patternLine(
  row: PatternRow,
  { patterns, look: { glyphs }, names }: Pick<PatternsScene, 'patterns' | 'look' | 'names'>,
  width: number,
): Line {
  const hasFailures = tellFailures(patterns);
  const { ofFailed, ofOthers, isNew } = row;
  const tone = isNew && (ofFailed ?? 0) > (ofOthers ?? 0) ? 'crit' : 'warn';
  const isCounted = saidByCounted(row);
  const share = (of: number | null) => (!isCounted ? safe`?` : of === null ? safe`-` : shareText(of));
  const first = padStart(hasFailures ? share(ofFailed) : groupedText(row.pattern.count), SHARE_WIDTH);
  const second = share(ofOthers);
  const head: Line = [
    isNew ? strong(padEnd(safe`new`, NEW_WIDTH), tone) : toned('dim', blanks(NEW_WIDTH)),
    ofFailed !== null && isCounted ? strong(first) : toned('dim', first),
    toned('dim', safe`  ${padStart(second, SHARE_WIDTH)}   `),
    ...whoseLine(row, names),
  ];
  return cutLine([...head, ...wordsOf(row)], width, glyphs.ellipsis);
}

/** Whether any call that counts said it: of those that go on, or whose beginning was not read, nothing is known. */
function saidByCounted({ ofFailed, ofOthers }: PatternShare): boolean {
  return ofFailed !== 0 || (ofOthers !== null && ofOthers > 0);
}

/** Which of several functions say it. */
function whoseLine({ writers: [first, ...others] }: PatternShare, names: PatternsScene['names']): Line {
  if (names.width === 0) return [];
  const count = others.length + 1;
  const name = first === undefined ? safe`` : count === 1 ? names.of(first) : safe`${count} functions`;
  return cell([toned('fact', name)], names.width);
}

/** The text of its lines, with a placeholder for values. */
function wordsOf({ wording }: PatternShare): Line {
  return wording
    .flatMap(
      (part, index): Line => [
        ...(index === 0 ? [] : [toned('ours', safe`#`)]),
        toned('fact', safeText(part)),
      ],
    )
    .filter(({ text }) => text !== '');
}

import type { SourceLimitKind } from '../../capacity/limit/source-limit.ts';
import { sourceName } from '../../lambda/delivery/event-source.ts';
import type { EpochMs } from '../../lambda/time.ts';
import { isNearlyAll } from '../../monitor/function/detail/provisioned-use.ts';
import type { FunctionLimit } from '../../monitor/headroom/function-limits.ts';
import { blanks, displayWidth, startOf } from '../../terminal/display-width.ts';
import type { Line, Span, Tone } from '../../terminal/line.ts';
import { cell, leftRight, lineWidth } from '../../terminal/line-layout.ts';
import { aboutLevelText, ageText, groupedText, levelText, shareText } from '../../terminal/quantity.ts';
import { replacedIn } from '../../terminal/safe-edits.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';
import { graded } from '../../triage/rules/graded.ts';
import type { Thresholds } from '../../triage/thresholds.ts';
import { severityMark } from '../severity-mark.ts';

const NAME_WIDTH = 13;
const LEAST_USE_AND_SHARE = 20;
const LEAST_AGE = 4;
/** `GetFunctionConcurrency` */
const LONGEST_TOLD = 22;
const AIR = 3;
/** Before a source: with one blank it would read on from the share. */
const LEAST_AIR = 2;

export interface LimitLayout {
  readonly glyphs: Glyphs;
  readonly thresholds: Thresholds;
  readonly nowMs: EpochMs;
  readonly width: number;
}

/** Whether lines of these limits name who told them. */
export function namesSources(limits: readonly FunctionLimit[], layout: LimitLayout): boolean {
  return hasRoomForAll(roomForTold(usedColumns(limits, layout), layout));
}

/** A line for each limit: its use, share, API and age. The first to bind is marked. */
export function limitLines(limits: readonly FunctionLimit[], layout: LimitLayout): readonly Line[] {
  const columns = usedColumns(limits, layout);
  return limits.map((limit) => limitLine(limit, columns, layout));
}

/** Widths of the names with a blank behind them, of what is in use with its share at the end, and of the age with a blank. */
interface UsedColumns {
  readonly name: number;
  readonly used: number;
  readonly age: number;
}

function usedColumns(limits: readonly FunctionLimit[], layout: LimitLayout): UsedColumns {
  const longest = (widthOf: (limit: FunctionLimit) => number) => Math.max(0, ...limits.map(widthOf));
  // The longest use is seldom beside the longest share.
  const longestUsed = longest(
    (limit) => lineWidth(usedWords(limit, 'dim')) + 1 + lineWidth(shareWords(limit, layout)),
  );
  const longestAge = longest((limit) => displayWidth(ageWords(limit, layout.nowMs)));
  const age = 1 + Math.max(LEAST_AGE, longestAge);
  const most = layout.width - 2 - NAME_WIDTH - age;
  const used = Math.min(Math.max(LEAST_USE_AND_SHARE, longestUsed), most);
  const columns = { name: NAME_WIDTH, used, age };
  // A source has a name of any length, which gets what the longest API leaves over.
  const spare = Math.max(0, roomForTold(columns, layout) - LONGEST_TOLD - LEAST_AIR);
  const longestName = 1 + longest((limit) => displayWidth(limitTitle(limit)));
  return { ...columns, name: Math.max(NAME_WIDTH, Math.min(longestName, NAME_WIDTH + spare)) };
}

/** A column that only some of the rows fill would need a name of its own. */
function hasRoomForAll(room: number): boolean {
  return room >= LONGEST_TOLD + LEAST_AIR;
}

/** From the share to the age. */
function roomForTold({ name, used, age }: UsedColumns, { width }: LimitLayout): number {
  return Math.max(0, width - 2 - name - used - age);
}

function limitLine(limit: FunctionLimit, columns: UsedColumns, layout: LimitLayout): Line {
  const { glyphs } = layout;
  const tone: Tone = limit.binds ? 'fact' : 'dim';
  const name = limitTitle(limit);
  // Air where there is room: before the source first, then behind the name.
  const left = roomForTold(columns, layout);
  const isNamed = hasRoomForAll(left);
  const gap = isNamed ? Math.min(AIR, left - LONGEST_TOLD) : Math.min(LEAST_AIR, left);
  const behindName = Math.min(AIR, Math.max(1, left - LONGEST_TOLD - gap + 1));
  const room = left - (behindName - 1);
  return [
    limit.binds ? toned('focus', safe`${glyphs.binds} `) : toned('fact', safe`  `),
    ...cell([limit.binds ? strong(name) : toned('dim', name)], columns.name - 1, 'left', glyphs.ellipsis),
    toned('fact', blanks(behindName)),
    ...leftRight(usedWords(limit, tone), shareWords(limit, layout), columns.used, glyphs.ellipsis),
    toned('fact', blanks(gap)),
    ...cell([toned('dim', toldBy(limit, { room: room - gap, isNamed }, glyphs))], room - gap),
    ...cell([toned('dim', ageWords(limit, layout.nowMs))], columns.age, 'right'),
  ];
}

/**
 * Who says so. A part of a name is worth its room where it may not be asked, one of a sentence always. They are told
 * without a column of names, too, as is what explains a limit.
 */
function toldBy(
  limit: FunctionLimit,
  { room, isNamed }: { readonly room: number; readonly isNamed: boolean },
  { ellipsis, times }: Glyphs,
): SafeText {
  const name = replacedIn(safeText(limit.from), /^10 x /, () => safe`10 ${times} `);
  const isUncertain = limit.value === 'denied' || INFERRED.test(name);
  const explained = explainedWords(limit, name);
  if (!isNamed && !isUncertain && explained.length === 0) return safe``;
  const ways = [...explained, name];
  if (isUncertain) ways.push(wholeWords(name, room, ellipsis));
  return ways.find((says) => displayWidth(says) <= room) ?? safe``;
}

const INFERRED = /^inferred: /;
const LAST_WORD = /(?:[A-Z][a-z]*| \S*)$/;
const SHORTEST_PART = 8;

/** An API's name, cut after one of its words for lack of room: `ListProvisioned…`; empty if even that does not fit. */
function wholeWords(name: SafeText, room: number, ellipsis: SafeText): SafeText {
  const start = startOf(name, Math.max(0, room - displayWidth(ellipsis)));
  const words = safeText(start.replace(LAST_WORD, ''));
  return displayWidth(words) < SHORTEST_PART ? safe`` : safe`${words}${ellipsis}`;
}

/**
 * What a limit is that its name does not say, in shorter and shorter forms: what a source is limited by, or what becomes of
 * calls that provisioned concurrency does not serve. None when unknown.
 */
function explainedWords({ ofCalls, source, binds }: FunctionLimit, name: SafeText): readonly SafeText[] {
  if (source?.by === 'shards' && binds) return [safe`shard workers, ${name}`, safe`shard workers`];
  const { servedShare = null, spilledShare = null } = ofCalls ?? {};
  if (spilledShare !== null && spilledShare > 0) {
    const share = shareText(spilledShare);
    const whole = safe`${share} of calls to it spill over`;
    return [safe`${whole}, ${name}`, whole, safe`spilling ${share}`];
  }
  if (servedShare === null || isNearlyAll(servedShare)) return [];
  const whole = safe`${shareText(servedShare)} of calls run there`;
  return [safe`${whole}, ${name}`, whole, safe`taking ${shareText(servedShare)}`];
}

function limitTitle({ name, source }: FunctionLimit): SafeText {
  if (source !== undefined) return safeText(sourceName(source.arn));
  return LIMIT_TITLES[name];
}

const LIMIT_TITLES: Readonly<Record<FunctionLimit['name'], SafeText>> = {
  reserved: safe`reserved`,
  account: safe`account pool`,
  requestRate: safe`request rate`,
  scaling: safe`scaling/10 s`,
  provisioned: safe`provisioned`,
  source: safe`event source`,
};

function usedWords(limit: FunctionLimit, tone: Tone): Line {
  const { name, value, source, atLeast } = limit;
  if (atLeast !== undefined) return [toned('dim', safe`seen at most ${groupedText(atLeast)}`)];
  if (value === 'denied') return [toned('dim', safe`denied`)];
  if (value === 'unread') return [toned('dim', source === undefined ? safe`?` : unknownSource(source.by))];
  if (value === 'none') return [toned('dim', name === 'account' ? safe`not used` : safe`none`)];
  const unit = UNITS[name];
  return [
    usedFigure(limit, tone),
    toned('dim', safe` of `),
    limit.binds ? strong(groupedText(value)) : toned('dim', groupedText(value)),
    toned('dim', unit),
  ];
}

function usedFigure(limit: FunctionLimit, tone: Tone): Span {
  const { inUse, binds } = limit;
  if (inUse === null) return letsNothingRun(limit) ? toned(tone, safe`0`) : toned('dim', safe`-`);
  if (!isEstimate(limit)) return toned(tone, levelText(inUse));
  return toned(binds ? 'ours' : tone, aboutLevelText(inUse));
}

const UNITS: Readonly<Record<FunctionLimit['name'], SafeText>> = {
  reserved: safe``,
  account: safe``,
  requestRate: safe`/s`,
  scaling: safe``,
  provisioned: safe``,
  source: safe``,
};

function unknownSource(by: SourceLimitKind): SafeText {
  return by === 'partitions' ? safe`its partitions` : safe`? shards`;
}

/** Counted values are no estimates. */
function isEstimate({ name }: FunctionLimit): boolean {
  return name === 'reserved' || name === 'source' || name === 'scaling';
}

/** The share of the limit that binds has the mark of the rule that it breaks, which is seen without colour. */
function shareWords(limit: FunctionLimit, { thresholds, glyphs }: LimitLayout): Line {
  const { name, value, inUse, binds } = limit;
  if (letsNothingRun(limit)) return [severityMark('crit', glyphs)];
  if (typeof value !== 'number' || inUse === null || value === 0) return [];
  const share = inUse / value;
  const says = shareText(share);
  if (!binds) return [toned('dim', says)];
  // Busy provisioned concurrency spills over: no call is throttled.
  const severity =
    name === 'provisioned' ? null : graded(share, name === 'account' ? thresholds.pool : thresholds.use);
  return severity === null
    ? [strong(says)]
    : [severityMark(severity, glyphs), toned('fact', safe` `), strong(says, severity)];
}

/** A function that is switched off uses nothing, which is known without a data point. */
function letsNothingRun({ name, value, binds }: FunctionLimit): boolean {
  return name === 'reserved' && value === 0 && binds;
}

function ageWords({ asOfMs }: FunctionLimit, nowMs: EpochMs): SafeText {
  return asOfMs === null ? safe`` : ageText(nowMs - asOfMs);
}

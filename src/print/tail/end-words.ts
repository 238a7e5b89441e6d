import { type Outcome, outcomeOf } from '../../lambda/line/outcome.ts';
import type { LogLine } from '../../lambda/line/shape/log-line-shape.ts';
import type { Report } from '../../lambda/line/shape/report.ts';
import { endOfInvocation, type Invocation } from '../../logs/lines/invocation.ts';
import type { RunEnd } from '../../logs/run-end.ts';
import { padStart } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { durationText, groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned } from '../../terminal/words.ts';

const OUTCOME_WORDS: Readonly<Record<Outcome, SafeText>> = {
  ok: safe`ok     `,
  timeout: safe`timeout`,
  outOfMemory: safe`memory `,
  crash: safe`crash  `,
  initFailure: safe`init   `,
  error: safe`error  `,
};

/** As wide as the words, where it is not known how a run ended. */
const UNKNOWN_WORD = safe`?      `;

const DURATION_WIDTH = 7;

/** Share of the timeout or memory from which on an invocation is close to its limit. */
const NEAR = 0.8;

/** Behind the figures, which stay in line: colour alone is not seen by all. */
const NEAR_TIMEOUT: Span = toned('warn', safe`  near timeout`);
const LOW_MEMORY: Span = toned('warn', safe`  low memory`);

/**
 * How an invocation ended, in words: outcome, duration against timeout, memory against size, cold start, and anything
 * odd.
 *
 * @param told what all lines of its run tell, where they were read; else null
 * @param timeoutMs null when unknown
 */
export function endWords(
  line: ReportLine,
  told: Invocation | RunEnd | null = null,
  timeoutMs: number | null = null,
  { atLeast }: FloorSign = { atLeast: safe`>=` },
): Line {
  return endWays(line, told, timeoutMs, { atLeast })[0] ?? [];
}

type ReportLine = LogLine & { readonly report: Report };

/** Without the other lines of its run, a REPORT tells only of failures: it may not mention that the handler threw. */
function endByReport(line: ReportLine): RunEnd {
  const outcome = outcomeOf(line);
  return { outcome: outcome === 'ok' ? null : outcome, errorType: line.report.errorType };
}

/** Attempts before those that were read are unknown. */
type FloorSign = Pick<Glyphs, 'atLeast'>;

/** Shorter and shorter forms: the limit that ended the invocation stays, other limits go first. */
export function endWays(
  line: ReportLine,
  told: Invocation | RunEnd | null,
  timeoutMs: number | null,
  { atLeast }: FloorSign,
): readonly Line[] {
  const { durationMs } = line.report;
  const end = told ?? endByReport(line);
  const { outcome } = end;
  const nearMs = isNearTimeout(durationMs, outcome, timeoutMs) || outcome === 'timeout' ? timeoutMs : null;
  const isMemoryNear = outcome === 'outOfMemory' || isNearMemory(line.report);
  const whole = { timeoutMs, memory: 'ofSize', namesNear: true, tellsUnseen: true, atLeast } as const;
  const seen = { ...whole, tellsUnseen: false };
  const limited = { ...seen, timeoutMs: nearMs };
  const least: EndWay = { ...limited, memory: isMemoryNear ? 'ofSize' : 'none' };
  const named: EndWay = { ...least, memory: isMemoryNear ? 'used' : 'none' };
  // Why an end is not known says more than limits that were far away.
  const unknown: readonly EndWay[] = isUnknown(end) ? [{ ...least, tellsUnseen: true }] : [];
  const last: EndWay = { ...least, namesNear: false };
  const ways: readonly EndWay[] = [whole, ...unknown, seen, limited, least, named, last];
  return ways.map((way) => endWay(line, end, way));
}

interface EndWay extends FloorSign {
  readonly timeoutMs: number | null;
  /** How much was used, of how much. */
  readonly memory: 'ofSize' | 'used' | 'none';
  /** Whether a limit that it came near is named: the last form has no other limits. */
  readonly namesNear: boolean;
  /** Whether it says which of its lines may be missing. */
  readonly tellsUnseen: boolean;
}

function endWay(
  line: ReportLine,
  end: Invocation | RunEnd,
  { timeoutMs, memory, namesNear, tellsUnseen, atLeast }: EndWay,
): Line {
  const invocation = isInvocation(end) ? end : null;
  const { outcome } = invocation === null ? end : endOfInvocation(invocation);
  const { initMs, restoreMs } = line.report;
  return [
    outcomeWord(outcome),
    toned('fact', safe` `),
    ...durationWords(line.report, outcome, timeoutMs),
    ...(memory === 'none' ? [] : memoryWords(line.report, outcome, memory)),
    ...(namesNear ? nearWords(line.report, outcome, timeoutMs) : []),
    ...(initMs === null ? [] : [toned('ours', safe`  cold +${durationText(initMs)}`)]),
    ...(restoreMs === null ? [] : [toned('ours', safe`  restored +${durationText(restoreMs)}`)]),
    ...(invocation === null || invocation.attempt === 1
      ? []
      : [toned('warn', safe`  attempt ${atLeast}${invocation.attempt}`)]),
    ...errorWords(outcome, end.errorType ?? line.report.errorType),
    ...(tellsUnseen && invocation !== null ? unseenWords(invocation) : []),
  ];
}

function outcomeWord(outcome: Outcome | null): Span {
  if (outcome === null) return toned('fact', UNKNOWN_WORD);
  return outcome === 'ok' ? toned('good', OUTCOME_WORDS.ok) : strong(OUTCOME_WORDS[outcome], 'crit');
}

/** The plain text of `endWords` for a run without a failure, the most frequent case. */
function unfailedText(report: Report, outcome: 'ok' | null): string {
  const { durationMs, memoryMb, maxMemoryMb, initMs, restoreMs } = report;
  const near = isNearMemory(report) ? LOW_MEMORY.text : '';
  const memory =
    memoryMb === null || maxMemoryMb === null
      ? ''
      : `  ${megabytesText(maxMemoryMb)}/${megabytesText(memoryMb)} MB${near}`;
  const cold = initMs === null ? '' : `  cold +${durationText(initMs)}`;
  const restored = restoreMs === null ? '' : `  restored +${durationText(restoreMs)}`;
  return `${outcome === null ? UNKNOWN_WORD : OUTCOME_WORDS.ok} ${durationText(durationMs).padStart(DURATION_WIDTH)}${memory}${cold}${restored}`;
}

/** A fast path before `groupedText`, which few lines need. */
function megabytesText(mb: number): string {
  return mb < 1_000 ? String(mb) : groupedText(mb);
}

/** The plain text of `endWords` in a pipe, where hardly any run has failed. */
export function endedText(line: LogLine, report: Report, end: RunEnd | null): string {
  const outcome = end?.outcome ?? null;
  return end !== null && (outcome === 'ok' || outcome === null)
    ? unfailedText(report, outcome)
    : endText({ ...line, report }, end);
}

/** The plain text of `endWords`. */
export function endText(line: ReportLine, told: Invocation | RunEnd | null): string {
  const end = told ?? endByReport(line);
  const isPlain = !isInvocation(end) || (end.attempt === 1 && end.start !== null && !end.hasGap);
  return isPlain && (end.outcome === 'ok' || end.outcome === null)
    ? unfailedText(line.report, end.outcome)
    : lineText(endWords(line, end));
}

function isUnknown(end: Invocation | RunEnd): boolean {
  return isInvocation(end) && endOfInvocation(end).outcome === null;
}

function unseenWords({ start, hasGap }: Invocation): Line {
  if (start === null) return [toned('dim', safe`  START not seen`)];
  return hasGap ? [toned('dim', safe`  across a gap`)] : [];
}

function isInvocation(end: Invocation | RunEnd): end is Invocation {
  return 'attempt' in end;
}

function durationWords({ durationMs }: Report, outcome: Outcome | null, timeoutMs: number | null): Line {
  const isNear = isNearTimeout(durationMs, outcome, timeoutMs);
  const duration = strong(padStart(durationText(durationMs), DURATION_WIDTH), isNear ? 'warn' : 'fact');
  return timeoutMs === null ? [duration] : [duration, toned('dim', safe` of ${limitText(timeoutMs)}`)];
}

function nearWords(report: Report, outcome: Outcome | null, timeoutMs: number | null): Line {
  return [
    ...(isNearTimeout(report.durationMs, outcome, timeoutMs) ? [NEAR_TIMEOUT] : []),
    ...(outcome !== 'outOfMemory' && isNearMemory(report) ? [LOW_MEMORY] : []),
  ];
}

function isNearTimeout(durationMs: number, outcome: Outcome | null, timeoutMs: number | null): boolean {
  return (outcome === 'ok' || outcome === null) && timeoutMs !== null && durationMs >= NEAR * timeoutMs;
}

function isNearMemory({ memoryMb, maxMemoryMb }: Report): boolean {
  return memoryMb !== null && maxMemoryMb !== null && maxMemoryMb >= NEAR * memoryMb;
}

/** Timeouts are set in whole seconds. */
function limitText(timeoutMs: number): SafeText {
  const seconds = Math.round(timeoutMs / 1_000);
  return seconds < 100 ? safe`${seconds} s` : durationText(timeoutMs);
}

function memoryWords(report: Report, outcome: Outcome | null, extent: 'ofSize' | 'used'): Line {
  const { memoryMb, maxMemoryMb } = report;
  if (memoryMb === null || maxMemoryMb === null) return [];
  const used = groupedText(maxMemoryMb);
  const unit = extent === 'used' ? safe` MB` : safe`/${groupedText(memoryMb)} MB`;
  // At its limit is more than near.
  return outcome !== 'outOfMemory' && isNearMemory(report)
    ? [toned('dim', safe`  `), strong(used, 'warn'), toned('dim', unit)]
    : [toned('dim', safe`  ${used}${unit}`)];
}

function errorWords(outcome: Outcome | null, errorType: string | null): Line {
  return outcome === 'ok' || outcome === null || errorType === null
    ? []
    : [toned('fact', safe`  ${safeText(errorType.slice(0, 80))}`)];
}

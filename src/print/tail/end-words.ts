import { type Outcome, outcomeOf } from '../../lambda/line/outcome.ts';
import type { LogLine } from '../../lambda/line/shape/log-line-shape.ts';
import type { Report } from '../../lambda/line/shape/report.ts';
import type { Invocation } from '../../logs/lines/invocation.ts';
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

const DURATION_WIDTH = 7;

/** Share of the timeout or memory from which on an invocation is close to its limit. */
const NEAR = 0.8;

/** Between the figure and its limit: colour alone is not seen by all. */
const NEARLY: Span = toned('warn', safe` near `);

/**
 * How an invocation ended, in words: outcome, duration against timeout, memory against size, cold start, and anything
 * odd.
 *
 * @param invocation what its other lines tell, where known
 * @param timeoutMs null when unknown
 */
export function endWords(
  line: LogLine & { readonly report: Report },
  invocation: Invocation | null = null,
  timeoutMs: number | null = null,
  { atLeast }: FloorSign = { atLeast: safe`>=` },
): Line {
  return endWays(line, invocation, timeoutMs, { atLeast })[0] ?? [];
}

/** Attempts before those that were read are unknown. */
type FloorSign = Pick<Glyphs, 'atLeast'>;

/** Shorter and shorter forms: the limit that ended the invocation stays, other limits go first. */
export function endWays(
  line: LogLine & { readonly report: Report },
  invocation: Invocation | null,
  timeoutMs: number | null,
  { atLeast }: FloorSign,
): readonly Line[] {
  const { durationMs } = line.report;
  const outcome = invocation?.outcome ?? outcomeOf(line) ?? 'ok';
  const nearMs = isNearTimeout(durationMs, outcome, timeoutMs) || outcome === 'timeout' ? timeoutMs : null;
  const isMemoryNear = outcome === 'outOfMemory' || isNearMemory(line.report);
  return [
    endWay(line, invocation, { timeoutMs, hasMemory: true, atLeast }),
    endWay(line, invocation, { timeoutMs: nearMs, hasMemory: true, atLeast }),
    endWay(line, invocation, { timeoutMs: nearMs, hasMemory: isMemoryNear, atLeast }),
  ];
}

interface EndWay extends FloorSign {
  readonly timeoutMs: number | null;
  readonly hasMemory: boolean;
}

function endWay(
  line: LogLine & { readonly report: Report },
  invocation: Invocation | null,
  { timeoutMs, hasMemory, atLeast }: EndWay,
): Line {
  const outcome = invocation?.outcome ?? outcomeOf(line) ?? 'ok';
  const { initMs, restoreMs } = line.report;
  return [
    outcome === 'ok' ? toned('good', OUTCOME_WORDS.ok) : strong(OUTCOME_WORDS[outcome], 'crit'),
    toned('fact', safe` `),
    ...durationWords(line.report, outcome, timeoutMs),
    ...(hasMemory ? memoryWords(line.report, outcome) : []),
    ...(initMs === null ? [] : [toned('ours', safe`  cold +${durationText(initMs)}`)]),
    ...(restoreMs === null ? [] : [toned('ours', safe`  restored +${durationText(restoreMs)}`)]),
    ...(invocation === null || invocation.attempt === 1
      ? []
      : [toned('warn', safe`  attempt ${atLeast}${invocation.attempt}`)]),
    ...errorWords(outcome, invocation?.errorType ?? line.report.errorType),
    ...(invocation !== null && invocation.start === null ? [toned('dim', safe`  START not seen`)] : []),
  ];
}

/** The plain text of `endWords` for a lone REPORT without a failure, the most frequent case. */
export function wellEndedText(report: Report): string {
  const { durationMs, memoryMb, maxMemoryMb, initMs, restoreMs } = report;
  const joint = isNearMemory(report) ? NEARLY.text : '/';
  const memory =
    memoryMb === null || maxMemoryMb === null
      ? ''
      : `  ${megabytesText(maxMemoryMb)}${joint}${megabytesText(memoryMb)} MB`;
  const cold = initMs === null ? '' : `  cold +${durationText(initMs)}`;
  const restored = restoreMs === null ? '' : `  restored +${durationText(restoreMs)}`;
  return `${OUTCOME_WORDS.ok} ${durationText(durationMs).padStart(DURATION_WIDTH)}${memory}${cold}${restored}`;
}

/** A fast path before `groupedText`, which few lines need. */
function megabytesText(mb: number): string {
  return mb < 1_000 ? String(mb) : groupedText(mb);
}

/** The plain text of `endWords`. */
export function endText(line: LogLine & { readonly report: Report }, invocation: Invocation | null): string {
  const outcome = invocation?.outcome ?? outcomeOf(line) ?? 'ok';
  const isPlain = invocation === null || (invocation.attempt === 1 && invocation.start !== null);
  return outcome === 'ok' && isPlain ? wellEndedText(line.report) : lineText(endWords(line, invocation));
}

function durationWords({ durationMs }: Report, outcome: Outcome, timeoutMs: number | null): Line {
  const isNear = isNearTimeout(durationMs, outcome, timeoutMs);
  const duration = strong(padStart(durationText(durationMs), DURATION_WIDTH), isNear ? 'warn' : 'fact');
  if (timeoutMs === null) return [duration];
  const limit = limitText(timeoutMs);
  return isNear ? [duration, NEARLY, toned('dim', limit)] : [duration, toned('dim', safe` of ${limit}`)];
}

function isNearTimeout(durationMs: number, outcome: Outcome, timeoutMs: number | null): boolean {
  return outcome === 'ok' && timeoutMs !== null && durationMs >= NEAR * timeoutMs;
}

function isNearMemory({ memoryMb, maxMemoryMb }: Report): boolean {
  return memoryMb !== null && maxMemoryMb !== null && maxMemoryMb >= NEAR * memoryMb;
}

/** Timeouts are set in whole seconds. */
function limitText(timeoutMs: number): SafeText {
  const seconds = Math.round(timeoutMs / 1_000);
  return seconds < 100 ? safe`${seconds} s` : durationText(timeoutMs);
}

function memoryWords(report: Report, outcome: Outcome): Line {
  const { memoryMb, maxMemoryMb } = report;
  if (memoryMb === null || maxMemoryMb === null) return [];
  const [used, size] = [groupedText(maxMemoryMb), safe`${groupedText(memoryMb)} MB`];
  // At its limit is more than near.
  return outcome !== 'outOfMemory' && isNearMemory(report)
    ? [toned('dim', safe`  `), strong(used, 'warn'), NEARLY, toned('dim', size)]
    : [toned('dim', safe`  ${used}/${size}`)];
}

function errorWords(outcome: Outcome, errorType: string | null): Line {
  return outcome === 'ok' || errorType === null
    ? []
    : [toned('fact', safe`  ${safeText(errorType.slice(0, 80))}`)];
}

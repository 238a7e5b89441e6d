import type { FunctionStatus } from '../../monitor/function-status.ts';
import { numberOf, type Reading } from '../../monitor/reading.ts';
import { padEnd } from '../../terminal/display-width.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { durationText, groupedText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { attemptsOf, type FunctionMinute } from '../../triage/function-minute.ts';

/** The numbers of the last settled minute: what was asked, turned away, failed; how long; how many at once. */
export function minuteFacts(status: FunctionStatus): readonly Line[] {
  const { minutes, assessment } = status;
  const newest = minutes.at(-1);
  const hourBefore = minutes.at(-61);
  const attempts = newest === undefined ? null : attemptsOf(newest);
  return [
    fact(safe`attempts`, [number(attempts), ...changeSince(attempts, hourBefore)]),
    fact(safe`turned away`, [
      number(newest?.throttles ?? null, severityOf(status, 'throttles')),
      ...share(status.throttleRate, safe``),
    ]),
    fact(safe`errors`, [
      number(newest?.errors ?? null, severityOf(status, 'errors')),
      ...share(status.errorRate, safe` of ${countOf(newest?.invocations ?? null)} served`),
    ]),
    fact(safe`duration`, durationWords(status, newest)),
    fact(safe`concurrency`, [
      assessment.level === null
        ? toned('faint', safe`-`)
        : strong(safe`~${groupedText(assessment.level)}`, 'ours'),
      ...seenAtMost(status.observedMax),
      ...limitWords(status),
    ]),
    fact(safe`iterator age`, readingWords(status.iteratorAgeMs, durationText)),
    fact(safe`lost events`, readingWords(status.lostEvents, groupedText)),
  ];
}

/** How the function is set up. Its environment variables are not among what lmon reads. */
export function configurationFacts(status: FunctionStatus): readonly Line[] {
  const { configuration, assessment } = status;
  const { runtime, architecture, memoryMb, timeoutMs, version, logGroup, logFormat, deadLetterTarget } =
    configuration;
  const { limit } = assessment;
  const runs = runtime === null ? safe`container image` : safeText(runtime);
  return [
    fact(
      safe`runtime`,
      words`${runs} ${toned('dim', architecture === null ? safe`` : safeText(architecture))}`,
    ),
    fact(
      safe`memory`,
      words`${groupedText(memoryMb)} MB  ${toned('dim', safe`timeout`)} ${durationText(timeoutMs)}`,
    ),
    fact(safe`limit`, [
      limit.kind === 'unknown'
        ? toned('dim', limit.because === 'denied' ? safe`denied` : safe`?`)
        : toned('fact', safe`${LIMIT_WORDS[limit.kind]} ${groupedText(limit.value)}`),
    ]),
    fact(safe`called by`, [toned('fact', calledBy(status))]),
    fact(safe`version`, words`${safeText(version)}`),
    fact(safe`log`, words`${safeText(logGroup)} ${toned('dim', safe`${safeText(logFormat)}`)}`),
    fact(safe`dead letters`, [
      toned(
        deadLetterTarget === null ? 'dim' : 'fact',
        deadLetterTarget === null
          ? safe`none`
          : safeText(deadLetterTarget.slice(deadLetterTarget.lastIndexOf(':') + 1)),
      ),
    ]),
  ];
}

const LIMIT_WORDS = {
  reserved: safe`reserved`,
  account: safe`account pool`,
  source: safe`shard workers`,
  off: safe`switched off, reserved`,
} as const;

const LABEL_WIDTH = 13;

function fact(label: SafeText, says: Line): Line {
  return [toned('dim', padEnd(label, LABEL_WIDTH)), ...says];
}

function number(value: number | null, severity: 'warn' | 'crit' | null = null): Span {
  if (value === null) return toned('faint', safe`-`);
  return severity === null || value === 0 ? strong(groupedText(value)) : strong(groupedText(value), severity);
}

function countOf(value: number | null): SafeText {
  return value === null ? safe`-` : groupedText(value);
}

function share(rate: Reading, of: SafeText): Line {
  const value = numberOf(rate);
  return value === null || value === 0
    ? []
    : [toned('fact', safe`  ${percentText(value)} %`), toned('dim', of)];
}

function changeSince(attempts: number | null, before: FunctionMinute | undefined): Line {
  const then = before === undefined ? null : attemptsOf(before);
  if (attempts === null || !then) return [];
  const change = attempts / then - 1;
  const sign = change >= 0 ? safe`+` : safe`-`;
  return [toned('dim', safe`  ${sign}${wholePercentText(Math.abs(change))} % on 1 h before`)];
}

function durationWords(status: FunctionStatus, newest: FunctionMinute | undefined): Line {
  const average = numberOf(status.durationAverageMs);
  const p95 = numberOf(status.durationP95Ms);
  const longest = newest?.durationMaxMs ?? null;
  if (average === null) return [toned('faint', safe`-`)];
  const isLate = severityOf(status, 'timeout');
  return [
    strong(durationText(average)),
    ...(p95 === null ? [] : words`${toned('dim', safe`  p95`)} ${durationText(p95)}`),
    ...(longest === null
      ? []
      : words`${toned('dim', safe`  max`)} ${toned(isLate ?? 'fact', durationText(longest))}`),
  ];
}

function seenAtMost(observedMax: Reading): Line {
  const value = numberOf(observedMax);
  return value === null ? [] : words`${toned('dim', safe`  seen`)} ${groupedText(value)}`;
}

function limitWords({ assessment: { limit, low, high } }: FunctionStatus): Line {
  const isKnown = low !== null && high !== null && high >= 1 && low < high;
  const band = isKnown ? safe`  peak ${groupedText(low)}-${groupedText(high)}` : safe``;
  return limit.kind === 'unknown' ? [] : [toned('dim', band)];
}

function readingWords(value: Reading, text: (value: number) => SafeText): Line {
  switch (value) {
    case 'notApplicable':
      return [toned('faint', safe`n/a`)];
    case 'missing':
      return [toned('faint', safe`-`)];
    case 'unsettled':
      return [toned('dim', safe`?`)];
    case 'denied':
      return [toned('dim', safe`denied`)];
    default:
      return [strong(text(value))];
  }
}

function calledBy({ hasEventSource, iteratorAgeMs }: FunctionStatus): SafeText {
  if (hasEventSource === null) return safe`? (event source mappings can't be read)`;
  if (!hasEventSource) return safe`callers of its own`;
  return iteratorAgeMs === 'notApplicable' ? safe`a queue` : safe`a stream`;
}

function severityOf(
  { reasons }: FunctionStatus,
  rule: FunctionStatus['reasons'][number]['rule'],
): 'warn' | 'crit' | null {
  return reasons.find((reason) => reason.rule === rule)?.severity ?? null;
}

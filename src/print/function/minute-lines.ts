import { sourceName } from '../../lambda/delivery/event-source.ts';
import type { CallSample } from '../../lambda/line/call-sample.ts';
import { MINUTE_MS } from '../../lambda/time.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { isCalled } from '../../monitor/function/status/status-facts.ts';
import { numberOf, type Reading } from '../../monitor/reading.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { firstThatFits } from '../../terminal/line-layout.ts';
import {
  aboutLevelText,
  ageText,
  durationText,
  groupedText,
  percentText,
  spanText,
  wholePercentText,
} from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { type FunctionMinute, JUDGED_MINUTES, knownAttemptsOf } from '../../triage/minute/function-minute.ts';
import { lagTone, ruleTone } from '../fleet/table/fleet-column.ts';
import { factLine, figureLine, unknownFact } from './fact-line.ts';

/** The lines of a minute, by what they tell. */
export interface MinuteLines {
  readonly attempts: Line;
  readonly turnedAway: Line;
  readonly errors: Line;
  readonly duration: Line;
  /** Only where it is near the timeout. */
  readonly longestCall: Line | null;
  readonly concurrency: Line;
  readonly others: readonly Line[];
}

export interface MinuteLayout {
  readonly glyphs: Glyphs;
  /** Unlimited in a pipe. */
  readonly width: number;
}

/** The figures of the last settled minute: traffic, throttles and failures; durations; concurrency. */
export function minuteLines(
  status: FunctionStatus,
  sample: CallSample | null,
  layout: MinuteLayout,
): MinuteLines {
  const { glyphs } = layout;
  const hourBefore = status.minutes.at(-61);
  return {
    attempts: figureLine(
      safe`attempts`,
      readingWords(status.attempts, groupedText),
      changeSince(numberOf(status.attempts), hourBefore),
      glyphs,
    ),
    turnedAway: figureLine(
      safe`turned away`,
      readingWords(status.throttles, groupedText, ruleTone(status, 'throttles')),
      share(status.throttleRate, safe``),
      glyphs,
    ),
    errors: errorLine(status, layout),
    duration: durationLine(status, layout),
    longestCall: longestCallLine(status, glyphs),
    concurrency: figureLine(
      safe`concurrency`,
      readingWords(status.busy, aboutLevelText, ruleTone(status, 'use', 'ours')),
      peakWords(status),
      glyphs,
    ),
    others: [
      ...callLines(status, sample, layout),
      lagLine(status, glyphs),
      ...(status.lostEvents === 'notApplicable' ? [] : [lossLine(status, glyphs)]),
    ],
  };
}

/** All of them, in the order in which they are read. */
export function allMinuteLines(lines: MinuteLines): readonly Line[] {
  const { attempts, turnedAway, errors, duration, longestCall, concurrency, others } = lines;
  return [
    attempts,
    turnedAway,
    errors,
    duration,
    ...(longestCall === null ? [] : [longestCall]),
    concurrency,
    ...others,
  ];
}

/** For a very busy function, the number leaves no room for its unit. */
function errorLine(status: FunctionStatus, { glyphs, width }: MinuteLayout): Line {
  const served = countOf(numberOf(status.invocations));
  const figure = readingWords(status.errors, groupedText, ruleTone(status, 'errors'));
  const [whole, brief] = [safe` of ${served} served`, safe` of ${served}`];
  // Unmarked, a rate that other functions are warned of would seem to be missed.
  const usual =
    status.chronic === null
      ? []
      : [safe`${whole}, usual here`, safe`${brief}, usual here`, safe`${brief}, usual`];
  return firstThatFits(
    [...usual, whole, brief].map((of) =>
      figureLine(safe`errors`, figure, share(status.errorRate, of), glyphs),
    ),
    width,
  );
}

/** The slow calls of the minute beside the average of all, closer together before any of it is cut. */
function durationLine(status: FunctionStatus, { glyphs, width }: MinuteLayout): Line {
  const figure = readingWords(status.durationAverageMs, durationText);
  const p95 = labelled(safe`p95`, status.durationP95Ms);
  const longest = nearTimeout(status) === null ? labelled(safe`max`, status.durationMaxMs) : [];
  const ways = [safe`  `, safe` `].map((air) => {
    const both = p95.length > 0 && longest.length > 0;
    return figureLine(
      safe`duration`,
      figure,
      [...p95, ...(both ? [toned('fact', air)] : []), ...longest],
      glyphs,
    );
  });
  return firstThatFits(ways, width);
}

/** A call near the timeout breaks a rule: it has a line for itself and its mark. */
function longestCallLine(status: FunctionStatus, glyphs: Glyphs): Line | null {
  const near = nearTimeout(status);
  return (
    near &&
    figureLine(
      safe`longest call`,
      [strong(durationText(near.durationMs), near.severity)],
      words`${safe`${wholePercentText(near.share)} %`} ${toned('dim', safe`of timeout`)}`,
      glyphs,
    )
  );
}

/** The longest call of the minute, if it is one for which the rule of the timeout is broken. */
function nearTimeout({ reasons, durationMaxMs, configuration, thresholds }: FunctionStatus) {
  const severity = reasons.find(({ rule }) => rule === 'timeout')?.severity;
  const durationMs = numberOf(durationMaxMs);
  if (severity === undefined || durationMs === null) return null;
  const share = durationMs / configuration.timeoutMs;
  return share < thresholds.timeout.warnAt ? null : { durationMs, share, severity };
}

function lossLine(status: FunctionStatus, glyphs: Glyphs): Line {
  return figureLine(
    safe`lost events`,
    readingWords(status.lostEvents, groupedText, ruleTone(status, 'deadLetterErrors')),
    // This covers more minutes than the other figures.
    numberOf(status.lostEvents) === null ? [] : [toned('dim', safe`in ${JUDGED_MINUTES}m`)],
    glyphs,
  );
}

/** The lag as in the fleet's LAG column; where nothing ever waits, the callers instead. */
function lagLine(status: FunctionStatus, glyphs: Glyphs): Line {
  const { lag, eventSources, minutes } = status;
  if (lag !== null)
    return figureLine(LAG_WORDS[lag.of], readingWords(lag.ageMs, lagText, lagTone(status)), [], glyphs);
  const label = safe`called by`;
  if (!eventSources.known) return factLine(label, unknownFact(eventSources.because));
  const [source] = eventSources.value;
  if (source !== undefined)
    return factLine(label, [toned('fact', safeText(sourceName(source.mapping.sourceArn)))]);
  // Calls without asynchronous events came from waiting callers; without calls it may also be a schedule.
  return factLine(
    label,
    minutes.some(isCalled)
      ? [toned('fact', safe`direct callers`), toned('dim', safe`, who wait`)]
      : [toned('dim', safe`not known: no call lately`)],
  );
}

/** From a minute on as coarse as in the sentence above it: `20m`. */
function lagText(ageMs: number): SafeText {
  return ageMs < MINUTE_MS ? durationText(ageMs) : ageText(ageMs);
}

const LAG_WORDS = {
  records: safe`iterator age`,
  messages: safe`message age`,
  events: safe`event age`,
} as const;

/** The most memory that a call used in the newest minute. Only the log tells it: CloudWatch has no such metric. */
function callLines(
  status: FunctionStatus,
  sample: CallSample | null,
  { glyphs, width }: MinuteLayout,
): readonly Line[] {
  if (sample === null) return [];
  const { memoryMb } = status.configuration;
  const { maxMemoryMb, coldStarts, calls, spanMs } = sample;
  const share = maxMemoryMb / memoryMb;
  const span = spanMs === null ? safe`` : safe` in ${spanText(spanMs)}`;
  return [
    figureLine(
      safe`memory`,
      [strong(safe`${groupedText(maxMemoryMb)} MB`, ruleTone(status, 'memory'))],
      [toned('dim', safe`${wholePercentText(share)} % of ${groupedText(memoryMb)} MB`)],
      glyphs,
    ),
    ...(coldStarts === 0
      ? []
      : [
          firstThatFits(
            [safe` calls`, safe``].map((counted) =>
              figureLine(
                safe`cold starts`,
                [strong(groupedText(coldStarts))],
                [toned('dim', safe`of ${groupedText(calls)}${counted}${span}`)],
                glyphs,
              ),
            ),
            width,
          ),
        ]),
  ];
}

function countOf(value: number | null): SafeText {
  return value === null ? safe`-` : groupedText(value);
}

function share(rate: Reading, of: SafeText): Line {
  const value = numberOf(rate);
  return value === null || value === 0
    ? []
    : [toned('fact', safe`${percentText(value)} %`), toned('dim', of)];
}

/** From here on a factor says more than percent. */
const MANY_TIMES = 3;

function changeSince(attempts: number | null, before: FunctionMinute | undefined): Line {
  const then = before === undefined ? null : knownAttemptsOf(before);
  if (attempts === null || !then) return [];
  const factor = attempts / then;
  if (factor >= MANY_TIMES) return [toned('dim', safe`${groupedText(factor)} times 1h earlier`)];
  const change = wholePercentText(Math.abs(factor - 1));
  if (change === '0') return [toned('dim', safe`same as 1h earlier`)];
  const sign = attempts > then ? safe`+` : safe`-`;
  return [toned('dim', safe`${sign}${change} % vs 1h earlier`)];
}

/** Missing data is left out beside the minute's other figures; denied data is mentioned. */
function labelled(label: SafeText, value: Reading): Line {
  if (value === 'denied') return [toned('dim', safe`${label} denied`)];
  const known = numberOf(value);
  return known === null ? [] : words`${toned('dim', label)} ${durationText(known)}`;
}

/** The peak measured by CloudWatch; without one, the estimated range. */
function peakWords({ observedMax, assessment: { low, high } }: FunctionStatus): Line {
  const measured = numberOf(observedMax);
  if (measured !== null) return words`${toned('dim', safe`peak`)} ${groupedText(measured)}`;
  const denied = observedMax === 'denied' ? [toned('dim', safe`peak denied`)] : [];
  if (low === null || high === null || high < 1 || groupedText(low) === groupedText(high)) return denied;
  const air = denied.length === 0 ? safe`` : safe`  `;
  return [...denied, toned('dim', safe`${air}peak ~${groupedText(low)}-${groupedText(high)}`)];
}

/** @param tone of a number above zero: that of the rule that it breaks */
function readingWords(value: Reading, text: (value: number) => SafeText, tone: Tone = 'fact'): Line {
  switch (value) {
    case 'notApplicable':
      return [toned('dim', safe`n/a`)];
    case 'missing':
      return [toned('dim', safe`-`)];
    case 'unsettled':
      return [toned('dim', safe`?`)];
    case 'denied':
      return [toned('dim', safe`denied`)];
    default:
      return [strong(text(value), value === 0 ? 'fact' : tone)];
  }
}

import { SECOND_MS } from '../../lambda/time.ts';
import { PERMISSION_ACTIONS, PERMISSIONS } from '../../monitor/calls/permission.ts';
import type { Checkup } from '../../monitor/checkup/checkup.ts';
import type { LogDelay, Measured, MetricDelay, WholeWithin } from '../../monitor/checkup/delay.ts';
import type { Trial } from '../../monitor/checkup/permission-trial.ts';
import { PUBLICATION_DELAY_MS } from '../../monitor/metric/metric-settling.ts';
import type { SourceErrorKind } from '../../monitor/source-error.ts';
import type { Identity } from '../../monitor/sources.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { ageInWords, durationInWords, groupedText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeLines, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { missingPolicy } from './missing-policy.ts';

/** A setting from the command line, the environment or a file. */
export interface ChosenSetting {
  readonly name: SafeText;
  readonly value: string;
  /** In text, instead of the value; null where nothing need be said. */
  readonly says?: SafeText | null;
  /** Where it was set. */
  readonly from: string;
}

const LABEL_WIDTH = 13;
const ACTION_WIDTH = Math.max(...PERMISSION_ACTIONS.map((action) => action.length)) + 2;
/** Smaller differences mean nothing, as the Date header counts whole seconds. */
const TELLING_SKEW_MS = 2_000;

/** Why a screen shows an older minute than the measured delay would allow. */
const SETTLED_LATER: Line = [
  toned(
    'dim',
    safe`screens wait ${secondsText(PUBLICATION_DELAY_MS)} and the longest call before a minute counts`,
  ),
];

/** The settings in use, printed before the first call. */
export function settingLines(settings: readonly ChosenSetting[]): readonly Line[] {
  return [
    [strong(safe`SETTINGS`)],
    ...settings.flatMap(({ name, value, says = safeText(value), from }) =>
      says === null ? [] : [labelled(name, [toned('fact', says), toned('dim', safe`  ${safeText(from)}`)])],
    ),
  ];
}

/** The identity, what is permitted, how old data is, and missing permissions as a policy to paste. */
export function checkupLines(checkup: Checkup): readonly Line[] {
  const { identity, trials, metricDelay, logDelay, atMs } = checkup;
  return [
    [],
    [strong(safe`IDENTITY`)],
    ...identityLines(identity, atMs),
    [],
    [strong(safe`PERMISSIONS`)],
    ...trials.map(trialLine),
    [],
    [strong(safe`DELAYS`)],
    labelled(safe`metrics`, measuredLine(metricDelay, metricWords)),
    ...(metricDelay.isMeasured ? [labelled(safe``, SETTLED_LATER)] : []),
    labelled(safe`logs`, measuredLine(logDelay, logWords)),
    [],
    ...missingLines(trials),
  ];
}

function identityLines(identity: Identity | null, nowMs: number): readonly Line[] {
  if (identity === null) return [labelled(safe`who`, [toned('warn', safe`not known`)])];
  const { arn, accountId, expiresMs, clockSkewMs } = identity;
  return [
    labelled(safe`who`, [toned('fact', arn === null ? safe`not known` : safeText(arn))]),
    labelled(safe`account`, [toned('fact', safeText(accountId))]),
    ...(expiresMs === null
      ? []
      : [labelled(safe`expires`, [toned('fact', safe`in ${ageInWords(expiresMs - nowMs)}`)])]),
    labelled(safe`clock`, clockLine(clockSkewMs)),
  ];
}

function clockLine(skewMs: number | undefined): Line {
  if (skewMs === undefined) return [toned('dim', safe`not compared: AWS did not tell the time`)];
  if (Math.abs(skewMs) < TELLING_SKEW_MS) return [toned('fact', safe`within 2 s of AWS's`)];
  const side = skewMs > 0 ? safe`behind` : safe`ahead of`;
  return [toned('warn', safe`${ageInWords(Math.abs(skewMs))} ${side} AWS's`)];
}

function trialLine({ action, on, outcome }: Trial): Line {
  const { isNeeded, without } = PERMISSIONS[action];
  const row = (word: SafeText, tone: Tone, note: SafeText): Line => [
    toned('fact', safe`  `),
    ...cell([toned(tone, word)], LABEL_WIDTH),
    ...cell([toned('fact', safeText(action))], ACTION_WIDTH),
    toned('dim', note),
  ];
  const place = on === null ? safe`` : safe` (tried on ${safeText(on)})`;
  switch (outcome.kind) {
    case 'ok':
      return row(safe`ok`, 'good', safe``);
    case 'notTried':
      return row(safe`not tried`, 'dim', outcome.because);
    case 'failed': {
      const { kind, name } = outcome.error;
      const tone = kind === 'denied' && isNeeded ? 'crit' : 'warn';
      const note = kind === 'denied' ? safe`${safeText(name)}: ${without}` : safeText(name);
      return row(FAILURES[kind], tone, safe`${note}${place}`);
    }
  }
}

const FAILURES: Readonly<Record<SourceErrorKind, SafeText>> = {
  denied: safe`denied`,
  absent: safe`absent`,
  unreachable: safe`unreachable`,
  throttled: safe`throttled`,
  expired: safe`credentials`,
  malformed: safe`unreadable`,
};

function measuredLine<Value>(measured: Measured<Value>, wordsOf: (value: Value) => SafeText): Line {
  return measured.isMeasured
    ? [toned('fact', wordsOf(measured.value))]
    : [toned('dim', safe`not measured: ${measured.because}`)];
}

function metricWords({ newestMinuteMs, endedAgoMs, whole }: MetricDelay): SafeText {
  const age = endedAgoMs === 0 ? safe`the minute under way` : safe`which ended ${ageInWords(endedAgoMs)} ago`;
  return safe`${wholeWords(whole)}; the newest data point is of ${utcMinute(newestMinuteMs)}, ${age}`;
}

function wholeWords(whole: WholeWithin | null): SafeText {
  if (whole === null) return safe`calls are too few or too uneven to tell when a minute has them all`;
  const { leastMs, mostMs } = whole;
  const within =
    leastMs === 0
      ? safe`within ${secondsText(mostMs)} of`
      : safe`${secondsText(leastMs)} to ${secondsText(mostMs)} after`;
  return safe`a minute has all its calls ${within} its end`;
}

function secondsText(spanMs: number): SafeText {
  return safe`${groupedText(Math.round(spanMs / SECOND_MS))} s`;
}

function logWords({ group, events, medianMs, p95Ms, longestMs }: LogDelay): SafeText {
  const took = safe`${durationInWords(medianMs)} median, ${durationInWords(p95Ms)} p95, ${durationInWords(longestMs)} longest`;
  return safe`${took}, from written to readable; ${groupedText(events)} events of ${safeText(group)}`;
}

function missingLines(trials: readonly Trial[]): readonly Line[] {
  const policy = missingPolicy(trials);
  if (policy === null) {
    const untold = trials.filter(({ outcome }) => outcome.kind !== 'ok').length;
    const rest =
      untold === 0 ? safe`` : safe`; ${untold} of ${trials.length} calls not tried or not answered`;
    return [[strong(safe`MISSING`)], [toned('fact', safe`  nothing was denied${rest}`)]];
  }
  return [
    [strong(safe`MISSING`), toned('dim', safe`  this policy allows what was denied`)],
    ...safeLines(JSON.stringify(policy, null, 2)).map((line) => [toned('fact', line)]),
  ];
}

function labelled(label: SafeText, content: Line): Line {
  return [toned('fact', safe`  `), ...cell([toned('dim', label)], LABEL_WIDTH), ...content];
}

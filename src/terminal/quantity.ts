import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../lambda/time.ts';
import type { SafeText } from './text.ts';

/** Numbers as people read them: three significant digits at most, the unit behind a space, no jitter in width. */

/** For measured values too small for one decimal, as `0.0` would read as none. */
const NEARLY_NONE = '<0.1' as SafeText;

/** `19 ms`, `4.6 s`, `2m 05s`, `15m`, `1h 12m`: no timeout is rounded, and none is longer than seven characters. */
export function durationText(ms: number): SafeText {
  if (ms < 999.5) return `${Math.round(ms)} ms` as SafeText;
  if (ms < 99_950) return `${(ms / SECOND_MS).toFixed(1)} s` as SafeText;
  const seconds = Math.round(ms / SECOND_MS);
  return seconds >= HOUR_MS / SECOND_MS ? ageText(ms) : minutesText(seconds);
}

function minutesText(seconds: number): SafeText {
  const rest = seconds % 60;
  const minutes = `${Math.floor(seconds / 60)}m`;
  return (rest === 0 ? minutes : `${minutes} ${String(rest).padStart(2, '0')}s`) as SafeText;
}

const SHORT_SPAN_MS = 10 * MINUTE_MS;

/** In what time something was counted: `45 s`, `1m 22s`, `15m`. In whole minutes, a rate of a short one would be far off. */
export function spanText(ms: number): SafeText {
  const seconds = Math.round(ms / SECOND_MS);
  return seconds < 60 || ms >= SHORT_SPAN_MS ? ageText(ms) : minutesText(seconds);
}

/** The same in a sentence: `1 min 22 s`, `15 min`. */
export function spanInWords(ms: number): SafeText {
  return inWords(spanText(ms));
}

/** Durations where seconds are precise enough: `8 s`, `6m`, `1h 12m`, `18d`. */
export function ageText(ms: number): SafeText {
  const rounded = Math.max(0, ms);
  if (rounded < MINUTE_MS - 500) return `${Math.round(rounded / SECOND_MS)} s` as SafeText;
  if (rounded < HOUR_MS - 30_000) return `${Math.round(rounded / MINUTE_MS)}m` as SafeText;
  const minutes = Math.round(rounded / MINUTE_MS);
  if (minutes < 24 * 60)
    return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m` as SafeText;
  const hours = Math.floor((minutes % 1440) / 60);
  return `${Math.floor(minutes / 1440)}d${hours === 0 ? '' : ` ${hours}h`}` as SafeText;
}

/** An age in a sentence: `8 s`, `6 min`, `1 h 12 min`, `18 days`. Columns and headings have `ageText`, which is shorter. */
export function ageInWords(ms: number): SafeText {
  return inWords(ageText(ms));
}

/** A duration in a sentence: `4.6 s`, `2 min 5 s`, `15 min`. Columns and headings have `durationText`. */
export function durationInWords(ms: number): SafeText {
  return inWords(durationText(ms));
}

const COMPACT_PART = /(\d+)([dhms])\b/g;
const NOTHING_LEFT = / 0 (?:min|s)$/;

function inWords(compact: SafeText): SafeText {
  const apart = compact.replace(COMPACT_PART, (_, digits: string, unit: string) => {
    const count = Number(digits);
    return unit === 'd'
      ? `${count} ${count === 1 ? 'day' : 'days'}`
      : `${count} ${unit === 'm' ? 'min' : unit}`;
  });
  return apart.replace(NOTHING_LEFT, '') as SafeText;
}

/** A share of 0 to 1 in percent, without the sign: `0` for exactly none, `<0.1` for nearly none, else `9.0`, `100`. */
export function percentText(share: number): SafeText {
  if (share === 0) return '0' as SafeText;
  if (share > 0 && share < 0.0005) return NEARLY_NONE;
  const percent = share * 100;
  return (percent >= 99.95 ? percent.toFixed(0) : percent.toFixed(1)) as SafeText;
}

export function wholePercentText(share: number): SafeText {
  return Math.round(share * 100).toFixed(0) as SafeText;
}

/** A share of 0 to 1 with its sign: `<1 %` for a small but nonzero share, else `0 %`, `3 %`, `100 %`. */
export function shareText(share: number): SafeText {
  return (share > 0 && share < 0.005 ? '<1 %' : `${wholePercentText(share)} %`) as SafeText;
}

/** A rate or count for a narrow column: `0` for exactly none, `<0.1`, `0.2`, `41.8`, `310`, `12.4k`. */
export function rateText(value: number): SafeText {
  if (value === 0) return '0' as SafeText;
  if (value > 0 && value < 0.05) return NEARLY_NONE;
  if (value < 99.95) return value.toFixed(1) as SafeText;
  return countText(value);
}

/** `7`, `2,508`, `12.4k`, `3.1M`. */
export function countText(value: number): SafeText {
  if (value < 9_999.5) return groupedText(value);
  if (value < 999_950) return `${(value / 1_000).toFixed(1)}k` as SafeText;
  return `${(value / 1_000_000).toFixed(1)}M` as SafeText;
}

/** Average concurrency: `<0.1`, `0.6`, `7`, `259`. */
export function levelText(level: number): SafeText {
  if (level > 0 && level < 0.05) return NEARLY_NONE;
  return level > 0 && level < 0.95 ? decimalText(level, 1) : groupedText(level);
}

/** The same for an estimate: `~7`. "Less than a tenth" needs no tilde. */
export function aboutLevelText(level: number): SafeText {
  const text = levelText(level);
  return text === NEARLY_NONE ? text : (`~${text}` as SafeText);
}

/** With a fixed number of decimals: `0.20`. */
export function decimalText(value: number, decimals: number): SafeText {
  return value.toFixed(decimals) as SafeText;
}

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/**
 * A whole number in groups of three: `1,000`. Avoids the regular expression for two groups, as every REPORT has some.
 */
export function groupedText(value: number): SafeText {
  const whole = Math.round(value);
  const hasTwoGroups = whole >= 1_000 && whole < 1_000_000;
  if (!hasTwoGroups) return String(whole).replace(THOUSANDS, ',') as SafeText;
  return `${Math.floor(whole / 1_000)},${String(whole % 1_000).padStart(3, '0')}` as SafeText;
}

/** `$1,614.41` */
export function dollarsText(value: number): SafeText {
  const [whole = '', cents = ''] = value.toFixed(2).split('.');
  return `$${whole.replace(THOUSANDS, ',')}.${cents}` as SafeText;
}

/** `about $0.08`, or `<$0.01`, which is true of nothing as well. */
export function spentText(dollars: number): SafeText {
  return dollars < HALF_A_CENT ? UNDER_A_CENT : (`about ${dollarsText(dollars)}` as SafeText);
}

/** In a column of amounts: `$0.08`, or `<$0.01` for a nonzero amount, which must not read as free. */
export function costText(dollars: number): SafeText {
  return dollars > 0 && dollars < HALF_A_CENT ? UNDER_A_CENT : dollarsText(dollars);
}

const UNDER_A_CENT = '<$0.01' as SafeText;
/** From here on an amount is rounded to a cent. */
const HALF_A_CENT = 0.005;

/** `24 Nov` */
export function utcDay(timeMs: number): SafeText {
  const [, day = '', month = ''] = new Date(timeMs).toUTCString().split(' ');
  return `${day} ${month}` as SafeText;
}

/** `02:58Z` */
export function utcMinute(timeMs: number): SafeText {
  return `${new Date(timeMs).toISOString().slice(11, 16)}Z` as SafeText;
}

/** `03:12:10Z` */
export function utcSecond(timeMs: number): SafeText {
  return `${new Date(timeMs).toISOString().slice(11, 19)}Z` as SafeText;
}

/** `2026-11-24T03:12:10Z` */
export function utcTime(timeMs: number): SafeText {
  return `${isoTime(timeMs).slice(0, 19)}Z` as SafeText;
}

/** `03:12:01.118` */
export function utcMillisecond(timeMs: number): SafeText {
  return isoTime(timeMs).slice(11, 23) as SafeText;
}

let lastSecond = Number.NaN;
let textOfLastSecond = '';
const MILLISECONDS = Array.from({ length: SECOND_MS }, (_, ms) => `${String(ms).padStart(3, '0')}Z`);

/** `2026-11-24T03:12:01.118Z`. With hundreds of log lines a second, the part up to the second is cached. */
export function isoTime(timeMs: number): SafeText {
  const second = Math.floor(timeMs / SECOND_MS);
  if (second !== lastSecond) {
    textOfLastSecond = new Date(second * SECOND_MS).toISOString().slice(0, -4);
    lastSecond = second;
  }
  const ms = timeMs - second * SECOND_MS;
  return (textOfLastSecond + (MILLISECONDS[ms] ?? `${String(ms).padStart(3, '0')}Z`)) as SafeText;
}

/** A minute in local time, `offsetMinutes` east of UTC: `04:12`. */
export function localMinute(timeMs: number, offsetMinutes: number): SafeText {
  return new Date(timeMs + offsetMinutes * MINUTE_MS).toISOString().slice(11, 16) as SafeText;
}

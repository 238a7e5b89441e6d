import type { FunctionStatus } from '../monitor/function-status.ts';
import { numberOf, type Reading } from '../monitor/reading.ts';
import type { Line, Span } from '../terminal/line.ts';
import {
  ageText,
  durationText,
  groupedText,
  percentText,
  rateText,
  wholePercentText,
} from '../terminal/quantity.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, toned } from '../terminal/words.ts';
import { JUDGED_MINUTES } from '../triage/function-minute.ts';
import type { Reason } from '../triage/rules.ts';

/** The worst thing about a function in one phrase, for places that hold no columns: `THR 11.1 % of attempts`. */
export function worstPhrase(status: FunctionStatus): Line {
  const reason = status.reasons.find(({ rule }) => rule === 'throttles') ?? status.reasons[0];
  return reason === undefined ? usualPhrase(status) : reasonPhrase(reason, status);
}

function reasonPhrase(reason: Reason, status: FunctionStatus): Line {
  const loud = (text: SafeText): Span => strong(text, reason.severity);
  const quiet = (text: SafeText): Span => toned('dim', text);
  switch (reason.rule) {
    case 'throttles': {
      const { rate, of } = rateAndSpan(status.throttleRate, reason, safe`attempts`);
      return [loud(safe`THR ${percentText(rate)} %`), quiet(safe` of ${of}${limitOf(status)}`)];
    }
    case 'errors': {
      const { rate, of } = rateAndSpan(status.errorRate, reason, safe`calls`);
      return [loud(safe`ERR ${percentText(rate)} %`), quiet(safe` of ${of}`)];
    }
    case 'deadLetterErrors':
      return [loud(safe`LOST ${groupedText(reason.value)}`), quiet(safe` events, dead-letter target`)];
    case 'iteratorAge': {
      const growthMs = status.iteratorAgeGrowthMs;
      const growth =
        growthMs !== null && growthMs > 0 ? safe` +${(growthMs / 60_000).toFixed(1) as SafeText}` : safe``;
      return [
        loud(safe`LAG ${ageText(reason.value)}${growth}`),
        quiet(safe`${growth === '' ? safe`` : safe` a min`}${limitOf(status)}`),
      ];
    }
    case 'use':
      return [loud(safe`USE ${wholePercentText(reason.value)} %`), quiet(limitOf(status, safe` of`))];
    case 'eta':
      return [loud(safe`FULL in ${ageText(reason.value)}`), quiet(limitOf(status))];
    case 'timeout':
      return [loud(safe`TMO ${wholePercentText(reason.value)} %`), quiet(safe` of the timeout`)];
    case 'silence':
      return [loud(safe`SILENT`), quiet(safe` usually ${rateText(reason.value / 60)}/s`)];
    case 'pool': {
      const growth = status.growthPerMinute;
      const pace = growth !== null && growth > 0 ? safe`, +${groupedText(growth)} a min` : safe``;
      return [loud(safe`POOL ${wholePercentText(reason.value)} %`), quiet(safe` in use${pace}`)];
    }
  }
}

/** The newest minute's rate; where that has none, the rate over all judged minutes, which the rule speaks of. */
function rateAndSpan(
  newest: Reading,
  { value }: Reason,
  whole: SafeText,
): { readonly rate: number; readonly of: SafeText } {
  const rate = numberOf(newest);
  return rate === null || rate === 0
    ? { rate: value, of: safe`${whole} in ${JUDGED_MINUTES} min` }
    : { rate, of: whole };
}

function usualPhrase(status: FunctionStatus): Line {
  if (status.activity === 'idle') return [toned('faint', safe`-`)];
  const rate = numberOf(status.requestsPerSecond);
  const p95Ms = numberOf(status.durationP95Ms);
  return [
    toned('dim', rate === null ? safe`-` : safe`${rateText(rate)}/s`),
    toned('dim', p95Ms === null ? safe`` : safe`  p95 ${durationText(p95Ms)}`),
  ];
}

function limitOf({ assessment }: FunctionStatus, before: SafeText = safe`,`): SafeText {
  const { limit, level } = assessment;
  switch (limit.kind) {
    case 'reserved':
      return safe`${before} reserved ${groupedText(limit.value)}`;
    case 'source':
      return safe`${before} ${level === null ? safe`?` : groupedText(Math.min(level, limit.value))}/${limit.value} workers`;
    case 'off':
      return safe`${before} switched off`;
    case 'account':
    case 'unknown':
      return safe``;
  }
}

import type { BindingLimit, MetLimit } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import type { Span } from '../../terminal/line.ts';
import { groupedText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { workersText } from './source-words.ts';

/** What is nearly used up; the pool behind a source matters only where it throttles. */
export function usedLimitWords(limit: BindingLimit): Span {
  if (limit.kind !== 'source') return limitWords(limit);
  return limit.isQueue === true
    ? toned('fact', safe`the ${groupedText(limit.value)} calls at once that its queue may make`)
    : toned('fact', safe`its ${workersText(limit)}`);
}

export function limitWords(limit: MetLimit): Span {
  switch (limit.kind) {
    case 'reserved':
      return toned('fact', safe`its reserved limit of ${groupedText(limit.value)}`);
    case 'account':
      return toned('fact', safe`the account pool of ${groupedText(limit.value)}`);
    case 'source':
      return limit.pool === undefined
        ? toned('fact', safe`its ${workersText(limit)}`)
        : toned('fact', safe`the account pool of ${groupedText(limit.pool.value)}`);
    case 'requestRate':
      return toned('fact', rateLimitText(limit.value));
    case 'scaling':
      return toned('fact', scalingText(limit.value));
    case 'provisioned':
      return toned('fact', safe`the ${groupedText(limit.value)} provisioned for it`);
    case 'off':
      return toned('fact', safe`its reserved limit of 0`);
    case 'unknown':
      if (limit.because === 'denied') return toned('fact', safe`a limit that is not known (denied)`);
      return toned(
        'fact',
        limit.answer === 'awaited'
          ? safe`a limit that is not known yet`
          : safe`a limit that could not be read`,
      );
  }
}

/** As short as the limit's row in the configuration. */
export function briefLimitWords(limit: MetLimit): Span {
  return limit.kind === 'reserved'
    ? toned('fact', safe`reserved ${groupedText(limit.value)}`)
    : limitWords(limit);
}

/** Where the origin of a limit has no room. */
export function shortUsedLimitWords(limit: BindingLimit): Span {
  if (limit.kind === 'requestRate')
    return toned('fact', safe`its request limit of ${groupedText(limit.value)}/s`);
  return limit.kind === 'source' && limit.isQueue === true
    ? toned('fact', safe`its queue's ${groupedText(limit.value)} calls at once`)
    : usedLimitWords(limit);
}

/** How fast Lambda starts environments, which no setting changes. */
export function scalingText(perTenSeconds: number): SafeText {
  return safe`Lambda's scaling rate of ${groupedText(perTenSeconds)} new environments in 10 s`;
}

/** The request rate that comes with a reserved concurrency, and its origin. */
export function rateLimitText(perSecond: number): SafeText {
  const reserved = groupedText(perSecond / REQUESTS_PER_ENVIRONMENT);
  return safe`its request limit of ${groupedText(perSecond)}/s (${REQUESTS_PER_ENVIRONMENT} for each of its reserved ${reserved})`;
}

import type { BindingLimit } from '../../capacity/assessment.ts';
import type { RuleName } from './reason.ts';

/**
 * A rule that could not be applied. `denied`: lmon may not read the data. `unread`: no answer (yet). `noLines`: the log
 * has no line of calls that metrics count.
 */
export interface UnjudgedRule {
  readonly rule: RuleName;
  readonly because: 'denied' | 'unread' | 'noLines';
}

/** The metric series that a rule requires. */
const SERIES_OF_RULE: Readonly<Partial<Record<RuleName, string>>> = {
  throttles: 'Throttles Sum',
  errors: 'Errors Sum',
  timeout: 'Duration Maximum',
  iteratorAge: 'IteratorAge Maximum',
  deadLetterErrors: 'DeadLetterErrors Sum',
  silence: 'Invocations Sum',
};

/** Those whose metrics are missing. */
export function ofMetrics(unjudged: readonly UnjudgedRule[]): readonly UnjudgedRule[] {
  return unjudged.filter(({ rule }) => rule in SERIES_OF_RULE);
}

/**
 * Rules that could not be applied, so that their silence does not pass for `ok`.
 *
 * @param unknown the series that lmon may not read, and those that got no answer
 * @param limit null where there is none to judge by
 */
export function unjudgedRules(
  { denied, failed }: { readonly denied: ReadonlySet<string>; readonly failed: ReadonlySet<string> },
  limit: BindingLimit | null,
): readonly UnjudgedRule[] {
  const withoutSeries = Object.entries(SERIES_OF_RULE).flatMap(([rule, series]): readonly UnjudgedRule[] => {
    if (denied.has(series)) return [{ rule: rule as RuleName, because: 'denied' }];
    return failed.has(series) ? [{ rule: rule as RuleName, because: 'unread' }] : [];
  });
  const { because } = limit?.kind === 'unknown' ? limit : { because: null };
  const withoutLimit = because === null ? [] : (['use', 'eta'] as const).map((rule) => ({ rule, because }));
  return [...withoutSeries, ...withoutLimit];
}

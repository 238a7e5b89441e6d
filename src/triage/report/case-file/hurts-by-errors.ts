import { JUDGED_MINUTES, total } from '../../minute/function-minute.ts';
import type { RuleName } from '../../rules/reason.ts';
import type { CaseFile } from './case-file.ts';

const RULES_OF_WAITING: readonly RuleName[] = ['iteratorAge', 'backlog', 'deadLetterErrors'];

/** For delayed or lost work, failures are an explanation only if they are more than usual. */
export function hurtsByErrors({ reasons, minutes, thresholds }: CaseFile): boolean {
  const broken = new Set(reasons.map(({ rule }) => rule));
  if (broken.has('errors') || broken.has('timeout')) return true;
  const judged = minutes.slice(-JUDGED_MINUTES);
  const failed = total(judged, ({ errors }) => errors);
  const called = total(judged, ({ invocations }) => invocations);
  return (
    RULES_OF_WAITING.some((rule) => broken.has(rule)) &&
    failed > 0 &&
    failed >= thresholds.errors.warnAt * called
  );
}

import { HOUR_MS, MINUTE_MS } from '../../../lambda/time.ts';
import { countText, groupedText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import { type FunctionMinute, knownAttemptsOf, total } from '../../minute/function-minute.ts';
import { median } from '../../onset/quantile.ts';
import { TRAFFIC } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Weighed } from '../claims/claim.ts';
import { metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

const BASELINE_MS = HOUR_MS;
/** A smaller rise in attempts is chance. */
const LEAST_RISE = 1.3;
/** Each extra attempt must follow a failed one; more extra attempts than that can't be retries. */
const RETRIED = { least: 0.4, most: 1.08 };
/** The first minute partly belongs to before. */
const LEAD_MS = 90_000;
/** Callers wait seconds or minutes before they retry; on a slow rise, more failures may come later than the first. */
const MOST_LATE_MS = 30 * MINUTE_MS;

/** Callers retry failed calls, and so overload the function further: the failures came first. */
export const retryStorm: SuspectRule = {
  name: 'retryStorm',
  weigh(file, { errorsMs, throttlesMs, duration, attempts }) {
    const failedMs = earliest(errorsMs, throttlesMs);
    if (failedMs === null || retriesByItself(file)) return null;
    const extra = extraAttempts(file.minutes, failedMs);
    if (extra === null || extra.factor < LEAST_RISE) return null;
    const share = extra.attempts / extra.failed;
    if (share < RETRIED.least || share > RETRIED.most) return null;
    const evidence = [
      metric(file, 'Invocations', 'Sum'),
      metric(file, 'Throttles', 'Sum'),
      metric(file, 'Errors', 'Sum'),
    ];
    const pro: Weighed[] = [
      {
        weight: 3,
        says: words`${strong(groupedText(extra.attempts))} attempts more than usual since ${utcMinute(failedMs)}, and ${groupedText(extra.failed)} failed or were turned away: ${wholePercentText(Math.min(1, share))} % were tried again`,
        evidence,
      },
    ];
    const contra: Weighed[] = [];
    if (attempts !== null && attempts.sinceMs > failedMs + MOST_LATE_MS)
      contra.push({
        weight: 5,
        says: words`attempts rose at ${utcMinute(attempts.sinceMs)}, long after calls began to fail: who tries again does so at once`,
        evidence,
      });
    else if (attempts === null || attempts.sinceMs >= failedMs - LEAD_MS)
      pro.push({ weight: 1, says: words`failures came first, more attempts with them or after`, evidence });
    else
      contra.push({
        weight: 4,
        says: words`attempts rose before anything failed, at ${utcMinute(attempts.sinceMs)}`,
        evidence,
      });
    contra.push({
      weight: 0,
      says: words`what failed first began it: see the other suspects. Ids of the business that come back in the log would prove it`,
      evidence,
    });
    if (extra.perMinute < TRAFFIC.fewestAttempts)
      contra.push({
        weight: 3,
        says: words`only ${countText(extra.perMinute)} attempts a minute: so few may double by chance`,
        evidence,
      });
    if (duration !== null && duration.sinceMs < failedMs - LEAD_MS)
      contra.push({
        weight: 1,
        says: words`calls were slow before: retries came on top`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    return {
      title: words`callers that try again and again`,
      pro,
      contra,
      advice: {
        now: words`have callers back off: fewer tries, longer pauses with jitter, a circuit breaker`,
        next: words`mend what failed first, which the storm hides`,
        later: words`a budget for tries at each caller; keys that make a second try harmless`,
        harms: words`room for more calls sends the storm on to what fails already`,
      },
    };
  },
};

/** Lambda itself retries streams, queues and events, which is no storm of callers. */
function retriesByItself({ eventSources, minutes }: CaseFile): boolean {
  const hasSource = eventSources.known && eventSources.value.length > 0;
  return hasSource || minutes.some(({ asyncEventAgeMs }) => asyncEventAgeMs !== null);
}

/** How many more attempts came than at the earlier rate, and how many failed, over minutes of which both are known. */
function extraAttempts(minutes: readonly FunctionMinute[], sinceMs: number) {
  const usual = median(
    minutes
      .filter(({ minuteMs }) => minuteMs < sinceMs && minuteMs >= sinceMs - BASELINE_MS)
      .flatMap((minute) => knownAttemptsOf(minute) ?? []),
  );
  // The first minute partly belongs to before.
  const since = minutes.filter(
    (minute) =>
      minute.minuteMs > sinceMs &&
      knownAttemptsOf(minute) !== null &&
      (minute.errors !== null || !minute.invocations),
  );
  if (usual === null || usual === 0 || since.length < 2) return null;
  const attempts = total(since, knownAttemptsOf);
  const failed = total(since, ({ errors, throttles }) => (errors ?? 0) + (throttles ?? 0));
  if (failed === 0) return null;
  const expected = usual * since.length;
  return {
    attempts: Math.round(attempts - expected),
    failed,
    factor: attempts / expected,
    perMinute: attempts / since.length,
  };
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

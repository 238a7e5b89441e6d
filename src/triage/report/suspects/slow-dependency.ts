import { HOUR_MS } from '../../../lambda/time.ts';
import { durationText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import { rawText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { areAllSlower, medianRise } from '../../change/median-rise.ts';
import { attemptsSince } from '../../change/traffic-change.ts';
import { TRAFFIC } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { signatureOf } from '../said/log-signature.ts';
import { isAtOnce, releaseBefore } from './deployment.ts';
import { cutStartsInstead } from './slow-starts.ts';

/** Calls wait for something else: all take longer, and nothing else of them changed. */
export const slowDependency: SuspectRule = {
  name: 'slowDependency',
  // biome-ignore lint/complexity/noExcessiveLinesPerFunction: a list of claims, each with its condition.
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: the same list: no claim hangs on another.
  weigh(file, onsets) {
    const { duration, throttlesMs, errorsMs } = onsets;
    if (duration === null) return null;
    const { sinceMs, beforeMs, nowMs } = duration;
    const evidence = [metric(file, 'Duration', 'Average', sinceMs - HOUR_MS)];
    const change = attemptsSince(file.minutes, sinceMs);
    const host = namedHost(file);
    const waitsMs = file.reasons.find(({ rule }) => rule === 'backlog')?.sinceMs ?? null;
    const followed = (
      [
        [safe`throttles`, throttlesMs],
        [safe`errors`, errorsMs],
        [safe`waits`, waitsMs],
      ] as const
    ).flatMap(([what, timeMs]) => (timeMs !== null && timeMs >= sinceMs ? [what] : []));
    const followers = joinSafe(followed, safe` and `);
    const pro: Weighed[] = [
      {
        weight: 2,
        says: words`calls take ${strong(durationText(nowMs))} since ${utcMinute(sinceMs)}, ${durationText(beforeMs)} before`,
        evidence,
      },
    ];
    const contra: Weighed[] = [];
    const rise = medianRise(file.minutes, sinceMs);
    if (rise !== null && !areAllSlower(rise))
      contra.push({
        weight: 4,
        says: words`the median call takes ${durationText(rise.nowMs)}, ${durationText(rise.beforeMs)} before: only some are slow`,
        evidence: [metric(file, 'Duration', 'p50')],
      });
    const unstarted = shareOfFailures(file, (group) => signatureOf(group)?.name === 'initFailure');
    if (unstarted !== null && unstarted.share >= 0.5)
      contra.push({
        weight: 4,
        says: words`most of its failures come before the code runs: it waits for nothing`,
        evidence: logLines(file, unstarted.group),
      });
    if (followed.length > 0)
      pro.push({
        weight: 1.5,
        says: words`${followers} began with it or after it`,
        evidence: [...evidence, metric(file, 'Errors', 'Sum'), metric(file, 'Throttles', 'Sum')],
      });
    if (change !== null && Math.abs(change) <= TRAFFIC.flatShare)
      pro.push({
        weight: 1.5,
        says: words`no more is asked of it: attempts stayed within ${wholePercentText(Math.max(0.01, Math.abs(change)))} %`,
        evidence: [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')],
      });
    // Of a queue whose mapping runs no more at once: slower calls are fewer.
    if (change !== null && change < -TRAFFIC.flatShare && waitsMs !== null)
      pro.push({
        weight: 1,
        says: words`attempts fell by ${wholePercentText(-change)} %: not more is asked of it`,
        evidence: [metric(file, 'Invocations', 'Sum')],
      });
    if (change !== null && change > TRAFFIC.flatShare)
      contra.push({
        weight: 2,
        says: words`attempts rose ${wholePercentText(change)} % as well`,
        evidence: [metric(file, 'Invocations', 'Sum')],
      });
    contra.push(...cutStartsInstead(file));
    const release = releaseBefore(file, onsets);
    if (release !== null && isAtOnce(release))
      contra.push({
        weight: 3,
        says: words`${release.says}: what takes longer may have come with that`,
        evidence: release.evidence,
      });
    if (file.reasons.some(({ rule }) => rule === 'iteratorAge'))
      contra.push({
        weight: 2,
        says: words`calls that read a stream take longer as their batches fill`,
        evidence,
      });
    if (host !== null)
      pro.push({
        weight: 1.5,
        says: words`the log's errors name ${strong(safeText(host.name))}`,
        evidence: logLines(file, host.group),
      });
    else if (file.log !== null)
      contra.push({
        weight: 0.3,
        says: words`no line of its failures names another service`,
        evidence: logLines(file),
      });
    const name = host === null ? safe`what it waits for` : safeText(host.name);
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`not checked: lmon sees the calls to ${name}, not how ${name} itself does`,
        evidence: logLines(file),
      });
    return {
      title: host === null ? words`a slow dependency` : words`a slow dependency: ${name}`,
      ...(host === null ? {} : { dependency: rawText(host.name) }),
      pro,
      contra,
      advice: {
        now: words`ask who runs ${name} how it is, and shed load if it is overrun`,
        next: words`give its calls a timeout shorter than the function's, and a circuit breaker`,
        later: words`measure the calls to it by themselves, with an alarm of their own`,
        harms: words`a higher concurrency or timeout sends more load to what is slow already`,
      },
    };
  },
};

/**
 * Lower case from end to end, so that `java.net.SocketTimeoutException` and `Runtime.ExitError` are none, nor a part of
 * them; and not what code says of its own values: `order.items is not iterable`.
 */
const HOST =
  /(?<![\w.@$-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w$-]|\.\w|\(| is (?:not|null|undefined)\b)/g;
/** Ends of file names and of error types, which look like those of hosts. */
const NO_HOST =
  /\.(?:js|mjs|cjs|ts|py|rb|go|java|cs|json|jar|so|ya?ml|txt|csv|xml|html|errors?|exceptions?|timeout)$/;

function namedHost({ log }: CaseFile) {
  for (const group of log?.groups ?? []) {
    const [name] = (group.says.match(HOST) ?? []).filter((each) => !NO_HOST.test(each));
    if (name !== undefined) return { name, group };
  }
  return null;
}

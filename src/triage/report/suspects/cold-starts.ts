import { MINUTE_MS } from '../../../lambda/time.ts';
import { groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { knownAttemptsOf } from '../../minute/function-minute.ts';
import { median } from '../../onset/quantile.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { logLossOf } from '../case-file/log-loss.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { cutStartsInstead } from './slow-starts.ts';

/** Share of new environments among the busy ones. */
const RENEWED = 0.5;
/** The same where log lines are missing, and most starts may be among them. */
const RENEWED_IN_A_PART = 0.2;
/** And this many times as many as in any minute before. */
const JUMP = 4;
const FEWEST_STARTS = 8;
const PEAK_RISE = 1.4;
const FLAT = 0.2;
const BASELINE_MS = 60 * MINUTE_MS;

/** Many environments start at once, and each is busy with its init before it serves a call. */
export const coldStarts: SuspectRule = {
  name: 'coldStarts',
  weigh(file, { firstMs, duration }) {
    const isHit = file.reasons.some(({ rule }) => RULES_OF_CROWDS.has(rule));
    if (firstMs === null || !isHit) return null;
    const crowd = crowdOf(file, firstMs);
    const peaks = peakRise(file, firstMs);
    if (crowd === null && (peaks === null || (file.memory?.coldStarts ?? 0) === 0)) return null;
    const pro: Weighed[] = [];
    const contra: Weighed[] = [];
    if (crowd !== null)
      pro.push({
        weight: 4,
        says: words`${crowd.isPart ? safe`at least ` : safe``}${strong(groupedText(crowd.starts))} environments started at ${utcMinute(crowd.atMs)}, and ${groupedText(crowd.peak)} were busy at most; ${groupedText(crowd.mostBefore)} a minute at most before`,
        evidence: logLines(file),
      });
    if (peaks !== null)
      pro.push({
        weight: 2,
        says: words`concurrency peaked at ${strong(groupedText(peaks.now))}, usual ${verb(file, 'is', 'was')} ${groupedText(peaks.before)}, for as many calls that took as long`,
        evidence: [metric(file, 'ConcurrentExecutions', 'Maximum'), metric(file, 'Duration', 'Average')],
      });
    const asked = burstOf(file, firstMs);
    if (asked !== null)
      contra.push({
        weight: 4,
        says: words`more ${verb(file, 'is', 'was')} asked of it, ${groupedText(asked.now)} in a minute instead of ${groupedText(asked.usual)}: new calls ${verb(file, 'want', 'wanted')} new environments`,
        evidence: [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')],
      });
    if (duration !== null)
      contra.push({
        weight: 4,
        says: words`calls ${verb(file, 'take', 'took')} longer as well, and so ${verb(file, 'want', 'wanted')} more environments`,
        evidence: [metric(file, 'Duration', 'Average')],
      });
    const dying = shareOfFailures(file, ({ kind }) => kind === 'outOfMemory' || kind === 'ended');
    if (dying !== null && dying.share > 0.5)
      contra.push({
        weight: 3,
        says: words`calls that ${verb(file, 'die take', 'died took')} their environment with them: the starts ${verb(file, 'follow', 'followed')} from that`,
        evidence: logLines(file, dying.group),
      });
    const hanging = shareOfFailures(file, ({ kind }) => kind === 'timeout');
    if (hanging !== null && hanging.share > 0.5 && file.memory?.coldStarts === 0)
      contra.push({
        weight: 4,
        says: words`calls that ${verb(file, 'hang keep', 'hung kept')} their environments until the timeout, and others ${verb(file, 'need', 'needed')} new ones: the starts ${verb(file, 'follow', 'followed')} from that`,
        evidence: logLines(file, hanging.group),
      });
    contra.push(...cutStartsInstead(file));
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`over by itself once environments are warm, if a release began it`,
        evidence: logLines(file),
      });
    return {
      title: words`a storm of cold starts`,
      pro,
      contra,
      advice: {
        now: words`wait a few minutes, if it was a release: warm environments take over`,
        next: words`provisioned concurrency on the alias before the next release`,
        later: words`start with less: a smaller package, work that waits until it is needed, SnapStart`,
        harms: words`another release or a rollback in a hurry starts all environments once more`,
      },
    };
  },
};

const RULES_OF_CROWDS: ReadonlySet<string> = new Set(['throttles', 'use', 'eta', 'timeout', 'pool']);

/** The minute around the onset with the most starts, if they are far more than before. */
function crowdOf(file: CaseFile, firstMs: number) {
  const { reading, minutes } = file;
  const isPart = logLossOf(file) !== null;
  const starts = reading?.starts;
  if (starts == null) return null;
  // The onset may be dated a minute late.
  const fromMs = firstMs - MINUTE_MS;
  const crowd = starts.byMinute
    .filter(({ minuteMs }) => minuteMs >= fromMs)
    .toSorted((one, other) => other.count - one.count)[0];
  if (crowd === undefined || crowd.count < FEWEST_STARTS) return null;
  const peak = minutes.find(({ minuteMs }) => minuteMs === crowd.minuteMs)?.observedMax ?? null;
  const before = starts.byMinute.filter(({ minuteMs }) => minuteMs < fromMs);
  const most = Math.max(0, ...before.map(({ count }) => count));
  const renewed = isPart ? RENEWED_IN_A_PART : RENEWED;
  if (peak === null || crowd.count < renewed * peak || crowd.count < JUMP * most) return null;
  return { atMs: crowd.minuteMs, starts: crowd.count, isPart, peak, mostBefore: most };
}

/** The minute around the onset with the most attempts, where they are far more than usual. */
function burstOf({ minutes }: CaseFile, firstMs: number) {
  const before = minutes.filter(({ minuteMs }) => minuteMs < firstMs && minuteMs >= firstMs - BASELINE_MS);
  const around = minutes.filter(
    ({ minuteMs }) => minuteMs >= firstMs - MINUTE_MS && minuteMs <= firstMs + 2 * MINUTE_MS,
  );
  const usual = median(before.flatMap((minute) => knownAttemptsOf(minute) ?? []));
  const now = Math.max(0, ...around.flatMap((minute) => knownAttemptsOf(minute) ?? []));
  return usual === null || now < PEAK_RISE * usual ? null : { usual, now };
}

/** A peak explained neither by more calls nor by longer ones: inits count as busy, but not in durations. */
function peakRise({ minutes }: CaseFile, firstMs: number) {
  const before = minutes.filter(
    ({ minuteMs }) => minuteMs < firstMs - MINUTE_MS && minuteMs >= firstMs - BASELINE_MS,
  );
  const around = minutes.filter(
    ({ minuteMs }) => minuteMs >= firstMs - MINUTE_MS && minuteMs <= firstMs + 2 * MINUTE_MS,
  );
  const usualPeak = median(before.flatMap(({ observedMax }) => observedMax ?? []));
  const usualCalls = median(before.flatMap((minute) => knownAttemptsOf(minute) ?? []));
  const calls = median(around.flatMap((minute) => knownAttemptsOf(minute) ?? []));
  const peak = Math.max(0, ...around.map(({ observedMax }) => observedMax ?? 0));
  if (usualPeak === null || usualCalls === null || calls === null || usualCalls === 0) return null;
  if (peak < PEAK_RISE * usualPeak || Math.abs(calls / usualCalls - 1) > FLAT) return null;
  return { now: peak, before: Math.round(usualPeak) };
}

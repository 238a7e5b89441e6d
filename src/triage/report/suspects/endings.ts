import { decimalText, durationText, groupedText, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { areAllSlower, medianRise } from '../../change/median-rise.ts';
import { JUDGED_MINUTES, total } from '../../minute/function-minute.ts';
import { failsAtTimeout } from '../../rules/timeout.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import type { ChangeKind } from '../changes/change.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { isClose, type Release, releaseBefore } from './deployment.ts';
import { cutStartsInstead } from './slow-starts.ts';

/** Environments run out of memory. */
export const outOfMemory: SuspectRule = {
  name: 'outOfMemory',
  weigh(file, onsets) {
    const share = shareOfFailures(file, ({ kind }) => kind === 'outOfMemory');
    if (share === null || share.share < SIGNS.someFailures || !hurtsByErrors(file)) return null;
    const { memory, configuration } = file;
    const used = memory === null ? null : memory.maxMemoryMb / configuration.memoryMb;
    const pro: Weighed[] = [
      {
        weight: share.share >= SIGNS.mostFailures ? 5 : 2,
        says: words`${strong(safe`${wholePercentText(share.share)} %`)} of its failures ran out of memory`,
        evidence: logLines(file, share.group),
      },
    ];
    const contra: Weighed[] = [];
    if (used !== null) {
      const says = words`calls use up to ${strong(safe`${groupedText(memory?.maxMemoryMb ?? 0)} of ${groupedText(configuration.memoryMb)} MB`)}`;
      if (used >= SIGNS.fullMemory)
        pro.push({
          weight: 1.5,
          says,
          evidence: logLines(file).map((lines) => ({ ...lines, measured: 'memory' as const })),
        });
      else contra.push({ weight: 0.5, says, evidence: logLines(file) });
    }
    const trend = trendOf(file);
    if (trend.isLeak) {
      pro.push(trend.claim, ...broughtBy(releaseBefore(file, onsets, BRINGS_A_LEAK)));
      contra.push({
        weight: 0,
        says: words`no REPORT says what is kept from call to call`,
        evidence: logLines(file),
      });
    } else if (contra.length === 0) contra.push(trend.claim);
    return {
      title: trend.isLeak
        ? words`memory runs out: something is kept from call to call`
        : words`memory runs out`,
      pro,
      contra,
      advice: {
        now: words`raise its memory: that buys time, and CPU`,
        next: trend.isLeak
          ? words`deploy anew: fresh environments have their memory free again, for a while`
          : words`look at Max Memory Used along one log stream: if it creeps up, a deployment that renews all environments helps for a while`,
        later: words`find what is kept between calls; stream what is large`,
        harms: words`retries by callers start the same work again`,
      },
    };
  },
};

/** What runs in the environment; a setting keeps nothing from call to call. */
const BRINGS_A_LEAK: ReadonlySet<ChangeKind> = new Set(['code', 'runtime']);

/** A leak is how memory runs out; a change of code may be why. */
function broughtBy(release: Release | null): readonly Weighed[] {
  if (release === null || !isClose(release)) return [];
  const says = words`${release.says}: what is kept from call to call may have come with that`;
  return [{ weight: 1, says, evidence: release.evidence }];
}

/** Whether memory grows with each call of an environment, which rules out a large payload. */
function trendOf(file: CaseFile): { readonly isLeak: boolean; readonly claim: Weighed } {
  const { memoryTrend, configuration } = file;
  const evidence = logLines(file).map((lines) => ({ ...lines, measured: 'memory' as const }));
  if (memoryTrend === null)
    return {
      isLeak: false,
      claim: {
        weight: 0,
        says: words`a leak and one large payload look alike from here: does it creep up within one environment?`,
        evidence: logLines(file),
      },
    };
  const { mbPerRun, runs } = memoryTrend;
  const isLeak = mbPerRun >= SIGNS.leakingMemory * configuration.memoryMb;
  const each = strong(safe`${decimalText(Math.max(0, mbPerRun), 1)} MB`);
  return {
    isLeak,
    claim: isLeak
      ? {
          weight: 1.5,
          says: words`an environment keeps ${each} more with each call (${groupedText(runs)} REPORTs read): a leak, and no single large payload`,
          evidence,
        }
      : {
          weight: 0.5,
          says: words`environments do not fill up from call to call (${groupedText(runs)} REPORTs read): single large payloads, then`,
          evidence,
        },
  };
}

/** Calls run into the timeout: an effect, not a cause. */
export const timeouts: SuspectRule = {
  name: 'timeouts',
  weigh(file, { duration }) {
    const share = shareOfFailures(file, ({ kind }) => kind === 'timeout');
    // Without the log, metrics show that calls time out, but not how many of the failures those are.
    const isToldByMetrics = file.log === null && failsAtTimeout(file);
    const rise = duration === null ? null : medianRise(file.minutes, duration.sinceMs);
    const onlySome = duration === null || (rise !== null && !areAllSlower(rise));
    if (!hurtsByErrors(file)) return null;
    if (!isToldByMetrics && (share === null || share.share < SIGNS.someFailures)) return null;
    const { timeoutMs } = file.configuration;
    const pro: Weighed[] = [
      share === null
        ? {
            weight: 2,
            says: words`in most minutes with errors the longest call took all of the ${durationText(timeoutMs)} timeout`,
            evidence: [metric(file, 'Duration', 'Maximum'), metric(file, 'Errors', 'Sum')],
          }
        : {
            weight: share.share >= SIGNS.mostFailures ? 2.5 : 1,
            says: words`${strong(safe`${wholePercentText(share.share)} %`)} of its failures end at the ${durationText(timeoutMs)} timeout`,
            evidence: [...logLines(file, share.group), metric(file, 'Duration', 'Maximum')],
          },
    ];
    if (onlySome)
      pro.push({
        weight: 1,
        says:
          rise === null
            ? words`its average duration is as ever: only some calls hang`
            : words`the median call takes ${strong(durationText(rise.nowMs))}, ${durationText(rise.beforeMs)} before: only some calls hang`,
        evidence: [metric(file, 'Duration', rise === null ? 'Average' : 'p50')],
      });
    const contra: Weighed[] = onlySome
      ? [
          {
            weight: 0,
            says: words`metrics do not say what they hang on`,
            evidence: [metric(file, 'Duration', 'Maximum')],
          },
        ]
      : [
          {
            weight: 2,
            says: words`all calls became slower: the timeout is where that ends, not why`,
            evidence: [metric(file, 'Duration', 'Average')],
          },
        ];
    contra.push(...cutStartsInstead(file));
    return {
      title: words`calls that hang until the timeout`,
      pro,
      contra,
      advice: {
        now: words`read the last line of a call that timed out: it waits for what comes next`,
        next: words`give each call to others a timeout shorter than the function's`,
        later: words`do the slow part elsewhere, or in pieces`,
        harms: words`a longer timeout keeps more environments busy with calls that will fail`,
      },
    };
  },
};

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

const RULES_OF_WAITING = ['iteratorAge', 'backlog', 'deadLetterErrors'] as const;

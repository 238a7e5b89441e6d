import type { Line } from '../../../terminal/line.ts';
import { decimalText, groupedText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { type FailureShare, shareOfFailures } from '../case-file/failure-share.ts';
import { hurtsByErrors } from '../case-file/hurts-by-errors.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { verb } from '../case-file/tense.ts';
import { type Release, releaseBefore } from '../changes/release.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { unservedVersion } from './unserved-version.ts';

/** Environments run out of memory. */
export const outOfMemory: SuspectRule = {
  name: 'outOfMemory',
  weigh(file, onsets) {
    const share = shareOutOfMemory(file);
    if (share === null || share.share < SIGNS.someFailures || !hurtsByErrors(file)) return null;
    const { memory, configuration } = file;
    const used = memory === null ? null : memory.maxMemoryMb / configuration.memoryMb;
    const pro: Weighed[] = [
      {
        weight: share.share >= SIGNS.mostFailures ? 5 : 2,
        says: words`${strong(safe`${wholePercentText(share.share)} %`)} of its failures since ${utcMinute(share.fromMs)} ran out of memory`,
        evidence: logLines(file, share.group),
      },
    ];
    const contra: Weighed[] = [];
    if (used !== null) {
      const says = words`calls ${verb(file, 'use', 'used')} up to ${strong(safe`${groupedText(memory?.maxMemoryMb ?? 0)} of ${groupedText(configuration.memoryMb)} MB`)}`;
      if (used >= SIGNS.fullMemory)
        pro.push({
          weight: 1.5,
          says,
          evidence: logLines(file).map((lines) => ({ ...lines, measured: 'memory' as const })),
        });
      else contra.push({ weight: 0.5, says, evidence: logLines(file) });
    }
    const isLeak = isLeaking(file);
    const release = releaseOfLeak(file, onsets);
    if (isLeak) {
      pro.push(trendClaim(file), ...broughtBy(release));
      contra.push({
        weight: 0,
        says: words`no REPORT says what is kept from call to call`,
        evidence: logLines(file),
      });
    } else if (contra.length === 0) contra.push(trendClaim(file));
    return {
      title: isLeak ? words`memory runs out: something is kept from call to call` : words`memory runs out`,
      pro,
      contra,
      advice: {
        now: words`raise its memory: that buys time, and CPU`,
        next: isLeak
          ? nextOfLeak(release)
          : words`look at Max Memory Used along one log stream: if it creeps up, a deployment that renews all environments helps for a while`,
        later: words`find what is kept between calls; stream what is large`,
        harms: words`retries by callers start the same work again`,
      },
    };
  },
};

function shareOutOfMemory(file: CaseFile): FailureShare | null {
  return shareOfFailures(file, ({ kind }) => kind === 'outOfMemory');
}

/** Whether memory grows with each call of an environment, which rules out a large payload. */
function isLeaking({ memoryTrend, configuration }: CaseFile): boolean {
  return memoryTrend !== null && memoryTrend.mbPerRun >= SIGNS.leakingMemory * configuration.memoryMb;
}

/**
 * The code that a leak may have come with; null without a leak, or without such code. It need not have come just
 * before: it runs until the first environment is full.
 */
function releaseOfLeak(file: CaseFile, onsets: Onsets): Release | null {
  // A setting keeps nothing from call to call.
  const release = isLeaking(file)
    ? releaseBefore(file, onsets, ({ bringsCode }) => bringsCode === true)
    : null;
  return unservedVersion(file, release?.version)?.hasRun === false ? null : release;
}

/** Whether a release is named with a leak that explains most failures: then it explains nothing beside that. */
export function isToldWithLeak(file: CaseFile, onsets: Onsets, { bringsCode }: Release): boolean {
  const share = shareOutOfMemory(file)?.share ?? 0;
  return (
    bringsCode && share >= SIGNS.mostFailures && hurtsByErrors(file) && releaseOfLeak(file, onsets) !== null
  );
}

/** A leak is how memory runs out; other code may be why. */
function broughtBy(release: Release | null): readonly Weighed[] {
  if (release === null) return [];
  const says = words`${release.says}: what is kept from call to call may have come with that`;
  return [{ weight: 1, says, evidence: release.evidence }];
}

function nextOfLeak(release: Release | null): Line {
  return release === null
    ? words`deploy anew: fresh environments have their memory free again, for a while`
    : words`compare the code before and after, and roll back; any deployment renews the environments, whose memory is free again for a while`;
}

function trendClaim(file: CaseFile): Weighed {
  const { memoryTrend } = file;
  const evidence = logLines(file).map((lines) => ({ ...lines, measured: 'memory' as const }));
  if (memoryTrend === null)
    return {
      weight: 0,
      says: words`a leak and one large payload look alike from here: does it creep up within one environment?`,
      evidence: logLines(file),
    };
  const { mbPerRun, runs } = memoryTrend;
  const each = strong(safe`${decimalText(Math.max(0, mbPerRun), 1)} MB`);
  return isLeaking(file)
    ? {
        weight: 1.5,
        says: words`an environment ${verb(file, 'keeps', 'kept')} ${each} more with each call (${groupedText(runs)} REPORTs read): a leak, and no single large payload`,
        evidence,
      }
    : {
        weight: 0.5,
        says: words`environments ${verb(file, 'do', 'did')} not fill up from call to call (${groupedText(runs)} REPORTs read): single large payloads, then`,
        evidence,
      };
}

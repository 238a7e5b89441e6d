import { type EpochMs, HOUR_MS, MINUTE_MS } from '../../../lambda/time.ts';
import { ageText, utcDay, utcMinute } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { versionSuspicion } from '../../cause/version-suspicion.ts';
import type { WeekOnset } from '../../rules/week-onset.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import type { ChangeKind } from '../changes/change.ts';
import { isAround, rankedChanges } from '../changes/ranked-changes.ts';
import type { Claim, Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, Case, SuspectRule } from '../claims/suspect.ts';
import { notSeenToRun, takenBack, unservedVersion } from './unserved-version.ts';

const AT_ONCE_MS = 2 * MINUTE_MS;
const CLOSE_MS = 5 * MINUTE_MS;
const RELEASES: ReadonlySet<ChangeKind> = new Set(['code', 'configuration', 'runtime']);

/** Code or configuration changed, or one of two versions behind an alias fails. */
export const deployment: SuspectRule = {
  name: 'deployment',
  weigh(file, onsets) {
    const bad = badVersion(file);
    const release = releaseBefore(file, onsets);
    if (bad === null && release === null) return null;
    const pro: Weighed[] = [];
    const contra: Weighed[] = [];
    if (bad !== null)
      pro.push({
        weight: 6,
        says: bad.says,
        evidence: [
          metric(file, 'Errors', 'Sum'),
          metric(file, 'Invocations', 'Sum'),
          api('lambda:ListAliases'),
        ],
      });
    if (release !== null) {
      const claim = {
        says: words`${release.says}, ${strong(leadText(release.lead))}`,
        evidence: release.evidence,
      };
      if (isAtOnce(release)) pro.push({ ...claim, weight: 3.5 });
      else if (isClose(release)) pro.push({ ...claim, weight: 2.5 });
      else {
        pro.push({ ...claim, weight: 0.5 });
        contra.push({
          weight: 1,
          says: words`it ran for ${ranText(release.lead)} before anything hurt`,
          evidence: claim.evidence,
        });
      }
    }
    const routed = routedWeights(file, bad, release);
    return {
      title:
        bad === null
          ? words`the last deployment`
          : words`version ${safeText(bad.version)} behind alias ${safeText(bad.alias)}`,
      pro: [...pro, ...routed.pro],
      contra: [...contra, ...routed.contra],
      advice: routed.advice,
    };
  },
};

/** Evidence from whether the version receives calls now. */
function routedWeights(
  file: CaseFile,
  bad: BadVersion | null,
  release: Release | null,
): Pick<Case, 'pro' | 'contra' | 'advice'> {
  const evidence = [api('lambda:ListAliases')];
  const advice = adviceAgainst(bad);
  if (bad !== null) {
    const says = words`lmon can't see what each version does with the same input`;
    return { pro: [], contra: [{ weight: 0, says, evidence }], advice };
  }
  const unserved = unservedVersion(file, release?.version);
  if (unserved !== null && unserved.hasRun !== true) return notSeenToRun(unserved);
  if (unserved !== null && file.past !== null) return takenBack(unserved);
  const says = comparesVersions(file)
    ? words`both versions behind its alias fail alike`
    : words`no older version takes calls any more to compare with`;
  return { pro: [], contra: [{ weight: comparesVersions(file) ? 0.5 : 0, says, evidence }], advice };
}

type BadVersion = NonNullable<ReturnType<typeof badVersion>>;

function adviceAgainst(bad: BadVersion | null): Advice {
  return {
    now:
      bad === null
        ? words`compare the code before and after; roll back if nothing else explains it`
        : words`send alias ${safeText(bad.alias)} back to version ${safeText(bad.good)} alone: take version ${safeText(bad.version)} out of it`,
    next: words`read what the failing calls say, and reproduce one`,
    later: words`deploy by weighted alias, with an alarm that rolls back`,
    harms:
      bad === null
        ? words`a rollback during an incident of another cause hides it for a while`
        : words`a greater weight to see more of it makes more callers fail`,
  };
}

export interface Release extends Claim {
  /** The published version; absent for other changes. */
  readonly version?: RawText;
  readonly lead: Lead;
}

/**
 * The lead before the onset; negative after it. Both bounds are equal where the onset is dated to the minute, and an
 * hour apart where only its hour is known.
 */
interface Lead {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * The change of code or settings most likely to be the cause; null without one around then.
 *
 * @param kinds which changes could be
 */
export function releaseBefore(file: CaseFile, onsets: Onsets, kinds = RELEASES): Release | null {
  const { week } = onsets;
  for (const { kind, says, evidence, leadMs, atMs, version } of rankedChanges(file, onsets)) {
    if (!kinds.has(kind)) continue;
    if (leadMs !== null)
      return {
        says: words`${says} at ${utcMinute(atMs)}`,
        evidence,
        ...(version !== undefined && { version }),
        lead: { leastMs: leadMs, mostMs: leadMs },
      };
    const lead = week === null ? null : leadOfHour(week, atMs);
    if (lead !== null)
      return { says: words`${says} at ${utcMinute(atMs)} on ${utcDay(atMs)}`, evidence, lead };
  }
  return null;
}

/** For an onset within an hour; null where the change came too long before, or after. */
function leadOfHour(week: WeekOnset, atMs: EpochMs): Lead | null {
  const leastMs = week.hourMs - atMs;
  const mostMs = leastMs + HOUR_MS;
  return isAround(week, atMs) && mostMs > 0 ? { leastMs, mostMs } : null;
}

/** Whether it may have come so shortly before that it must be checked first. */
export function isClose({ lead }: Release): boolean {
  return lead.leastMs <= CLOSE_MS;
}

/** Whether the trouble began with it, as far as minutes tell; unknown where only the hour is. */
export function isAtOnce({ lead }: Release): boolean {
  return isToTheMinute(lead) && lead.mostMs <= AT_ONCE_MS;
}

function isToTheMinute({ leastMs, mostMs }: Lead): boolean {
  return leastMs === mostMs;
}

function badVersion({ aliases }: CaseFile) {
  if (!aliases.known) return null;
  for (const { name, versions } of aliases.value) {
    const says = versionSuspicion(versions);
    const worstFirst = versions.toSorted((a, b) => (b.errorRate ?? 0) - (a.errorRate ?? 0));
    const [worst] = worstFirst;
    const best = worstFirst.at(-1);
    if (says !== null && worst !== undefined && best !== undefined)
      return { says, alias: name, version: worst.version, good: best.version };
  }
  return null;
}

function comparesVersions({ aliases }: CaseFile): boolean {
  return aliases.known && aliases.value.some(({ versions }) => versions.length > 1);
}

function leadText(lead: Lead): SafeText {
  const { leastMs, mostMs } = lead;
  if (isToTheMinute(lead)) return leastMs <= 0 ? safe`as it began` : safe`${ageText(leastMs)} before`;
  return leastMs <= 0 ? safe`in the hour in which it began` : safe`up to ${ageText(mostMs)} before`;
}

function ranText(lead: Lead): SafeText {
  return isToTheMinute(lead) ? ageText(lead.leastMs) : safe`at least ${ageText(lead.leastMs)}`;
}

import { ageInWords } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { versionSuspicion } from '../../cause/version-suspicion.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { tenseOfReport, verb } from '../case-file/tense.ts';
import {
  isAtOnce,
  isClose,
  isToTheMinute,
  type Lead,
  type Release,
  releaseBefore,
} from '../changes/release.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { Advice, Case, SuspectRule } from '../claims/suspect.ts';
import { isToldWithLeak } from './out-of-memory.ts';
import { notSeenToRun, takenBack, unservedVersion } from './unserved-version.ts';

/** Code or configuration changed, or one of two versions behind an alias fails. */
export const deployment: SuspectRule = {
  name: 'deployment',
  weigh(file, onsets) {
    const bad = badVersion(file);
    const release = releaseBefore(file, onsets);
    if (bad === null && (release === null || isToldWithLeak(file, onsets, release))) return null;
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
    ? words`both versions behind its alias ${verb(file, 'fail', 'failed')} alike`
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

function badVersion(file: CaseFile) {
  const { aliases } = file;
  if (!aliases.known) return null;
  for (const { name, versions } of aliases.value) {
    const says = versionSuspicion(versions, tenseOfReport(file));
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
  if (isToTheMinute(lead)) return leastMs <= 0 ? safe`as it began` : safe`${ageInWords(leastMs)} before`;
  return leastMs <= 0 ? safe`in the hour in which it began` : safe`up to ${ageInWords(mostMs)} before`;
}

function ranText(lead: Lead): SafeText {
  return isToTheMinute(lead) ? ageInWords(lead.leastMs) : safe`at least ${ageInWords(lead.leastMs)}`;
}

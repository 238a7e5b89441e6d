import { MINUTE_MS } from '../../../lambda/time.ts';
import { ageText, utcMinute } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { versionSuspicion } from '../../version-suspicion.ts';
import type { CaseFile } from '../case-file.ts';
import { LOOK_AHEAD_MS, LOOK_BACK_MS } from '../changes/change.ts';
import type { Weighed } from '../claim.ts';
import { api, metric } from '../evidence.ts';
import type { SuspectRule } from '../suspect.ts';

const CLOSE_MS = 5 * MINUTE_MS;

/** Code or configuration changed, or one of two versions behind an alias fails. */
export const deployment: SuspectRule = {
  name: 'deployment',
  weigh(file, { firstMs }) {
    const bad = badVersion(file);
    const changedMs = file.configuration.lastModifiedMs;
    const agoMs = firstMs === null || changedMs === null ? null : firstMs - changedMs;
    const isNear = agoMs !== null && agoMs <= LOOK_BACK_MS && agoMs >= -LOOK_AHEAD_MS;
    if (bad === null && (!isNear || changedMs === null)) return null;
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
    if (isNear && changedMs !== null) {
      const claim = {
        says: words`code or configuration changed at ${utcMinute(changedMs)}, ${strong(agoText(agoMs))}`,
        evidence: [api('lambda:ListFunctions LastModified')],
      };
      if (agoMs <= CLOSE_MS) pro.push({ ...claim, weight: 2.5 });
      else {
        pro.push({ ...claim, weight: 0.5 });
        contra.push({
          weight: 1,
          says: words`it ran for ${ageText(agoMs)} before anything hurt`,
          evidence: claim.evidence,
        });
      }
    }
    if (bad === null)
      contra.push({
        weight: 0.5,
        says: comparesVersions(file)
          ? words`both versions behind its alias fail alike`
          : words`no older version takes calls any more to compare with`,
        evidence: [api('lambda:ListAliases')],
      });
    else
      contra.push({
        weight: 0,
        says: words`lmon can't see what each version does with the same input`,
        evidence: [api('lambda:ListAliases')],
      });
    const back =
      bad === null
        ? words`its last change`
        : words`version ${safeText(bad.version)}, from alias ${safeText(bad.alias)}`;
    return {
      title:
        bad === null
          ? words`the last deployment`
          : words`version ${safeText(bad.version)} behind alias ${safeText(bad.alias)}`,
      pro,
      contra,
      advice: {
        now:
          bad === null
            ? words`compare the code before and after; roll back if nothing else explains it`
            : words`take back ${back}`,
        next: words`read what the failing calls say, and reproduce one`,
        later: words`deploy by weighted alias, with an alarm that rolls back`,
        harms:
          bad === null
            ? words`a rollback during an incident of another cause hides it for a while`
            : words`a greater weight to see more of it makes more callers fail`,
      },
    };
  },
};

function badVersion({ aliases }: CaseFile) {
  if (!aliases.known) return null;
  for (const { name, versions } of aliases.value) {
    const says = versionSuspicion(versions);
    const worst = versions.toSorted((a, b) => (b.errorRate ?? 0) - (a.errorRate ?? 0))[0];
    if (says !== null && worst !== undefined) return { says, alias: name, version: worst.version };
  }
  return null;
}

function comparesVersions({ aliases }: CaseFile): boolean {
  return aliases.known && aliases.value.some(({ versions }) => versions.length > 1);
}

function agoText(agoMs: number) {
  return agoMs <= 0 ? safe`as it began` : safe`${ageText(agoMs)} before`;
}

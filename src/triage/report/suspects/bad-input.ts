import type { HitShare } from '../../../logs/comparison/hit-shares.ts';
import {
  ENVIRONMENT_FIELD,
  SHARD_FIELD,
  START_FIELD,
  VERSION_FIELD,
} from '../../../logs/comparison/run-fields.ts';
import { shareText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { strong, toned, verbatim, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { hurtsByErrors } from '../case-file/hurts-by-errors.ts';
import { verb } from '../case-file/tense.ts';
import { isClose, releaseBefore } from '../changes/release.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { failedHits } from '../said/failed-call-signs.ts';
import { signatureOf } from '../said/log-signature.ts';
import { comparedEvidence } from '../said/pattern-claims.ts';
import { saidLine } from '../said/said-line.ts';

/** Most failed calls have the value, and few others. */
const MOST = 0.75;
const FEW = 0.35;
/** And most calls with it fail. */
const FAILS = 0.5;

/** Fields about the function rather than its input. */
const OF_THE_FUNCTION: ReadonlySet<string> = new Set([
  VERSION_FIELD,
  ENVIRONMENT_FIELD,
  START_FIELD,
  SHARD_FIELD,
]);

/** One tenant, path or kind of message fails while the others are fine: the input is the cause. */
export const badInput: SuspectRule = {
  name: 'badInput',
  weigh(file, onsets) {
    const hit = hurtsByErrors(file) ? tellingHit(file) : null;
    if (hit === null) return null;
    const { saying } = failedHits(file);
    const evidence = comparedEvidence(file);
    const named = safe`${safeText(hit.field)} ${safeText(hit.value)}`;
    const name = verbatim([toned('fact', named)]);
    const pro: Weighed[] = [
      {
        weight: 4,
        says: words`${strong(shareText(hit.ofFailed))} of the calls that ${verb(file, 'fail have', 'failed had')} ${verbatim([strong(named)])}, and ${shareText(hit.ofOthers)} of the others`,
        evidence,
      },
      {
        weight: 1,
        says: words`${shareText(hit.failsWith)} of the calls with it ${verb(file, 'fail', 'failed')}, ${shareText(hit.failsWithout)} of the rest`,
        evidence,
      },
    ];
    const contra: Weighed[] = [];
    if (saying !== null)
      contra.push({
        weight: 0.5,
        says: words`no line says which calls ${verb(file, 'fail', 'failed')}: those that ${verb(file, 'say', 'said')} ${saying} ${verb(file, 'are', 'were')} as many`,
        evidence,
      });
    const caused = shareOfFailures(file, (group) => signatureOf(group) !== null);
    if (caused !== null && caused.share >= 0.5)
      contra.push({
        weight: 2,
        says: words`what ${verb(file, 'fails names', 'failed named')} a cause of its own: ${saidLine(caused.group)}`,
        evidence: logLines(file, caused.group),
      });
    if (
      onsets.firstMs !== null &&
      file.reasons.some(({ rule, sinceMs }) => rule === 'errors' && sinceMs === null)
    )
      contra.push({
        weight: 3,
        says: words`calls failed as often before: that is not what began`,
        evidence: [metric(file, 'Errors', 'Sum')],
      });
    const release = releaseBefore(file, onsets);
    if (release !== null && isClose(release))
      contra.push({
        weight: 1.5,
        says: words`${release.says}: that it can't take this any more may come with that`,
        evidence: release.evidence,
      });
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`the log does not say what else these calls ${verb(file, 'share', 'shared')}`,
        evidence,
      });
    return {
      title: words`what ${name} sends`,
      pro,
      contra,
      advice: {
        now: words`block ${name}, or set it aside, if the others suffer from it`,
        next: words`read one call of it that failed, from its first line, and tell who sends it`,
        later: words`check what comes in where it comes in, and answer with an error of the caller's`,
        harms: null,
      },
    };
  },
};

function tellingHit(file: CaseFile): HitShare | null {
  return (
    failedHits(file).hits.find(
      ({ field, ofFailed, ofOthers, failsWith }) =>
        !OF_THE_FUNCTION.has(field) && ofFailed >= MOST && ofOthers <= FEW && failsWith >= FAILS,
    ) ?? null
  );
}

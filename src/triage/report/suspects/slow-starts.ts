import { LONGEST_START_MS } from '../../../lambda/line/outcome.ts';
import { minuteOf } from '../../../lambda/time.ts';
import { durationInWords, groupedText, utcMinute, wholePercentText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { total } from '../../minute/function-minute.ts';
import { hurtsNow } from '../../rules/reason.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { endedBy } from '../case-file/failure-share.ts';
import { verb } from '../case-file/tense.ts';
import { isAtOnce, releaseBefore } from '../changes/release.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

/** Fewer may be a single unlucky environment. */
const FEWEST = 3;

/** Inits that Lambda cut off, as far as the log was read. */
export interface CutStarts {
  readonly count: number;
  /** For each failed invocation; null where none failed, by log and metric. */
  readonly perFailure: number | null;
}

/** Null where no init was cut off. */
function cutStartsOf(file: CaseFile): CutStarts | null {
  const count = file.log?.groups.find(({ kind }) => kind === 'startCutOff')?.count ?? 0;
  if (count === 0) return null;
  const failed = failuresOf(file);
  return { count, perFailure: failed === 0 ? null : count / failed };
}

/** By the log: an error may have ended the call where the outcome is unknown. Otherwise by the metric. */
function failuresOf({ log, minutes }: CaseFile): number {
  if (log === null) return 0;
  const told = log.groups.reduce((sum, group) => sum + endedBy(group), 0);
  if (told > 0) return told;
  const read = minutes.filter(({ minuteMs }) => minuteMs >= minuteOf(log.fromMs) && minuteMs <= log.toMs);
  return total(read, ({ errors }) => errors);
}

/** Whether they explain the trouble: most failures, or, without failures, waiting calls. */
function areStartsTheTrouble(file: CaseFile): boolean {
  const starts = cutStartsOf(file);
  if (starts === null || starts.count < FEWEST) return false;
  return starts.perFailure === null || starts.perFailure >= SIGNS.mostFailures;
}

/** Evidence against other explanations of long calls: their init is the cause. */
export function cutStartsInstead(file: CaseFile): readonly Weighed[] {
  const starts = cutStartsOf(file);
  if (starts === null || !areStartsTheTrouble(file)) return [];
  return [
    {
      weight: 4,
      says: words`${groupedText(starts.count)} starts of environments were cut off: what ${verb(file, 'takes long is', 'took long was')} the start, before the code ${verb(file, 'is', 'was')} called`,
      evidence: logLines(file),
    },
  ];
}

/**
 * Inits exceed their time limit: Lambda cuts the init off and repeats it within the first call, which is billed for it,
 * and fails if its timeout is shorter.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export const slowStarts: SuspectRule = {
  name: 'initTimeout',
  weigh(file, onsets) {
    const starts = cutStartsOf(file);
    if (starts === null || file.log === null || !hurtsNow(file.reasons)) return null;
    const isIt = areStartsTheTrouble(file);
    const limit = durationInWords(LONGEST_START_MS);
    const pro: Weighed[] = [
      {
        weight: isIt ? 5 : 1,
        says: words`${strong(groupedText(starts.count))} starts of environments were cut off at ${limit} since ${utcMinute(file.log.fromMs)} (INIT_REPORT, Status: timeout): each ${verb(file, 'is', 'was')} done again within the first call`,
        evidence: logLines(file),
      },
    ];
    const release = releaseBefore(file, onsets);
    if (release !== null && isAtOnce(release))
      pro.push({
        weight: 1,
        says: words`${release.says}: the start may have become longer with that`,
        evidence: release.evidence,
      });
    const contra: Weighed[] = [];
    if (!isIt && starts.perFailure !== null)
      contra.push({
        weight: 2,
        says: words`for ${strong(safe`${wholePercentText(Math.max(0, 1 - starts.perFailure))} %`)} of its failures no start was cut off`,
        evidence: [...logLines(file), metric(file, 'Errors', 'Sum')],
      });
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`no line of Lambda's says whether the start works or waits for something`,
        evidence: [...logLines(file), metric(file, 'Duration', 'Maximum')],
      });
    return {
      title: words`its environments take longer than ${limit} to start`,
      pro,
      contra,
      advice: {
        now: words`take back the release that made its start longer; without one, see how what it waits for while it starts is doing`,
        next: words`do less before the first call: connect, read secrets and load large modules when they are needed; more memory is more CPU for that`,
        later: words`provisioned concurrency or SnapStart: a start may take minutes there`,
        harms: words`quicker retries start more environments, and each is cut off again`,
      },
    };
  },
};

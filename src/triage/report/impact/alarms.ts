import type { EpochMs } from '../../../lambda/time.ts';
import type { Line } from '../../../terminal/line.ts';
import { utcDay, utcMinute } from '../../../terminal/quantity.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { quoted, strong, verbatim, words } from '../../../terminal/words.ts';
import { type CaseFile, type RingingAlarm, windowOf } from '../case-file/case-file.ts';
import type { Claim } from '../claims/claim.ts';
import { api } from '../claims/evidence.ts';

/** Alarms that went off within the window. */
export function newAlarms(file: CaseFile): readonly (Claim & { readonly atMs: EpochMs })[] {
  return file.alarms.flatMap((alarm) =>
    isNew(alarm, file) && alarm.sinceMs !== null
      ? [{ atMs: alarm.sinceMs, says: ringWords(alarm), evidence: EVIDENCE }]
      : [],
  );
}

/** Alarms that rang earlier, or at an unknown time, and so have no place in the timeline. */
export function olderAlarms(file: CaseFile): readonly Claim[] {
  return file.alarms
    .filter((alarm) => !isNew(alarm, file))
    .map((alarm) => ({
      says:
        alarm.sinceMs === null
          ? words`alarm ${ringWords(alarm)}`
          : words`alarm ${ringWords(alarm)} since ${utcDay(alarm.sinceMs)} ${utcMinute(alarm.sinceMs)}`,
      evidence: EVIDENCE,
    }));
}

const EVIDENCE = [api('cloudwatch:DescribeAlarms')];

function isNew({ sinceMs }: RingingAlarm, file: CaseFile): boolean {
  return sinceMs !== null && sinceMs >= windowOf(file).fromMs;
}

function ringWords({ name, metric }: RingingAlarm): Line {
  return words`${verbatim([strong(safeText(name))])} ringing${metric === null ? words`` : words` on ${quoted(safeText(metric))}`}`;
}

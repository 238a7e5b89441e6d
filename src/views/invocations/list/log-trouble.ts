import type { LoggedRun } from '../../../logs/runs/logged-run.ts';
import type { LogTailSnapshot } from '../../../monitor/log/tail/log-tail-snapshot.ts';
import { NO_CREDENTIALS } from '../../../monitor/source-error.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { GIVING_CREDENTIALS, MISSING_CREDENTIALS } from '../../parts/header/credential-words.ts';
import type { InvocationsState } from './invocations-state.ts';

type Condition = Pick<LogTailSnapshot, 'status' | 'error'>;
/** What is known of a log in which no run was found. */
type Absence = Condition & Pick<LogTailSnapshot, 'newestMs'>;

/** Why no newer run can be listed, in a word or two; null while the log is read. Calls that AWS slows down go on. */
export function logTrouble({ status, error }: Condition): SafeText | null {
  switch (status) {
    case 'denied':
      return safe`log denied`;
    case 'expired':
      return error?.name === NO_CREDENTIALS ? MISSING_CREDENTIALS : safe`credentials expired`;
    case 'unreachable':
    case 'unanswered':
      return safe`no answer`;
    case 'starting':
    case 'live':
    case 'busy':
    case 'waiting':
      return null;
    case 'ended':
      return error === null ? null : safe`log not read`;
  }
}

/** Why no run is listed. @param runs all that the log tells of */
export function emptyListWords(
  runs: readonly LoggedRun[],
  { filter }: Pick<InvocationsState, 'filter'>,
  absence: Absence,
): SafeText {
  return runs.length > 0 ? safe`no invocation matches ${safeText(filter)}` : absentRunsWords(absence);
}

/** A log that was not read tells nothing. */
function absentRunsWords({ status, error, newestMs }: Absence): SafeText {
  const says = error === null ? safe`` : safe`: ${safeText(error.message)}`;
  switch (status) {
    case 'denied':
      return safe`reading the log is denied${says}`;
    case 'expired':
      return error?.name === NO_CREDENTIALS
        ? safe`${MISSING_CREDENTIALS}: ${GIVING_CREDENTIALS}`
        : safe`credentials expired before the log was read`;
    case 'unreachable':
      return safe`no answer from AWS${says}`;
    case 'unanswered':
      return safe`no answer from AWS yet`;
    case 'busy':
      return safe`AWS takes fewer calls than the log needs; reading goes on`;
    case 'waiting':
      return safe`its log group does not exist yet: a function that never ran has none`;
    case 'starting':
      return safe`reading the log`;
    case 'ended':
      if (error !== null) return safe`the log was not read${says}`;
      // Without lines nothing is known of calls: they may have been deleted since.
      return newestMs === null ? safe`the log holds no lines of this window` : TELLS_OF_NONE;
    case 'live':
      return TELLS_OF_NONE;
  }
}

const TELLS_OF_NONE = safe`the log tells of no invocation in this window`;

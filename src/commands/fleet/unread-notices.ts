import { deniedNotice } from '../../print/denied-notice.ts';
import { unreadLogsNotice } from '../../print/fleet/unread-logs.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { OneLook } from './one-look.ts';

/** What a look could not read, in words. The error that ended it is left to the command, which reports it last. */
export function unreadNotices({ snapshot, unread }: OneLook): readonly SafeText[] {
  const { api, connection } = snapshot;
  const denied = api.denied.filter(
    // The identity is not in the table.
    ({ action }) => action !== 'sts:GetCallerIdentity' && action !== connection.error?.action,
  );
  const limits = snapshot.functions.length === 0 || snapshot.hasLimits ? [] : UNREAD_LIMITS;
  return [limits, unreadLogsNotice(unread) ?? [], denied.map(deniedNotice)].flat();
}

const UNREAD_LIMITS = safe`not read in time: the limits of functions, so their use and the time that is left are not known`;

import { deniedNotice } from '../../print/denied-notice.ts';
import { unreadLogsNotice } from '../../print/fleet/unread-logs.ts';
import type { SafeText } from '../../terminal/text.ts';
import { lateNotices } from './late-facts.ts';
import type { OneLook } from './one-look.ts';

/** What a look could not read, in words. The error that ended it is left to the command, which reports it last. */
export function unreadNotices({ snapshot, unread, late }: OneLook): readonly SafeText[] {
  const { api, connection } = snapshot;
  const denied = api.denied.filter(
    // The identity is not in the table.
    ({ action }) => action !== 'sts:GetCallerIdentity' && action !== connection.error?.action,
  );
  return [lateNotices(late, snapshot, []), unreadLogsNotice(unread) ?? [], denied.map(deniedNotice)].flat();
}

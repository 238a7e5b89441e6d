import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { deniedNotice } from '../../print/denied-notice.ts';
import { unreadLogsNotice } from '../../print/fleet/unread-logs.ts';
import type { SafeText } from '../../terminal/text.ts';
import { lateNotices } from './late-facts.ts';
import type { OneLook } from './one-look.ts';

/** What a look could not read, in words. The error that ended it is left to the command, which reports it last. */
export function unreadNotices({ snapshot, unread, late }: OneLook): readonly SafeText[] {
  return [lateNotices(late, snapshot, []), unreadLogsNotice(unread) ?? [], deniedNotices(snapshot)].flat();
}

/** The permissions that are missing, one in each, and what is not told for lack of it. */
export function deniedNotices({
  api,
  connection,
}: Pick<FleetSnapshot, 'api' | 'connection'>): readonly SafeText[] {
  return api.denied
    .filter(
      // The identity is not printed.
      ({ action }) => action !== 'sts:GetCallerIdentity' && action !== connection.error?.action,
    )
    .map(deniedNotice);
}

import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { SourceError } from '../../monitor/source-error.ts';
import { deniedNotice } from '../../print/denied-notice.ts';
import { unreadLogsNotice } from '../../print/fleet/unread-logs.ts';
import type { SafeText } from '../../terminal/text.ts';
import { lateNotices } from './late-facts.ts';
import type { OneLook } from './one-look.ts';

/** What a look could not read, in words. The error that ended it is left to the command, which reports it last. */
export function unreadNotices({ snapshot, unread, late }: OneLook): readonly SafeText[] {
  return [
    lateNotices(late, snapshot, []),
    unreadLogsNotice(unread) ?? [],
    deniedNotices(snapshot, snapshot.connection.error),
  ].flat();
}

/**
 * The permissions that are missing, one in each, and what is not told for lack of it.
 *
 * @param complaint an error that is reported beside them
 */
export function deniedNotices(
  { api }: Pick<FleetSnapshot, 'api'>,
  complaint: SourceError | null,
): readonly SafeText[] {
  return api.denied
    .filter(
      // The identity is not printed.
      ({ action }) => action !== 'sts:GetCallerIdentity' && action !== complaint?.action,
    )
    .map(deniedNotice);
}

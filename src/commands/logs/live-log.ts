import { ledgeredLive } from '../../monitor/calls/ledgered-logs.ts';
import { liveGroupArn } from '../../monitor/log/live/live-group.ts';
import type { LiveLog } from '../../monitor/log/live/live-sessions.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import type { Session } from '../session/session.ts';
import type { ChosenLogs } from './chosen-logs.ts';

/**
 * Live Tail for the log chosen at first, where it was requested. Null for polled logs, as are all that join later:
 * each session costs money.
 */
export function liveLogs({ choices }: ChosenLogs, session: Session): (group: RawText) => LiveLog | null {
  const { settings, sources, region, ledger, clock } = session;
  return (group) => {
    if (!settings.live || group !== choices[0]?.group) return null;
    return {
      source: ledgeredLive(sources.logs, ledger, clock),
      groupArn: (signal) => liveGroupArn(group, region, sources.identity, { ...session, signal }),
    };
  };
}

/** Sessions are billed by the minute and limited in number: Live Tail is for one log at a time. */
export function liveComplaint({ choices }: ChosenLogs, { settings }: Session): Complaint | null {
  if (!settings.live || choices.length === 1) return null;
  return {
    complaint: `--live streams one log, and ${choices.length} were chosen`,
    status: EXIT_STATUS.usage,
  };
}

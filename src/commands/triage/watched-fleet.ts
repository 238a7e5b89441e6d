import { onAbort } from '../../monitor/abort.ts';
import {
  type FleetMonitor,
  type FleetMonitorSettings,
  watchFleet,
} from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { SourceError } from '../../monitor/source-error.ts';
import type { RawText } from '../../terminal/text.ts';
import { errorSentence } from '../command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from '../command/exit-status.ts';
import { endedLook } from '../fleet/ended-look.ts';
import { type LateFact, lateNotices, lateStatus } from '../fleet/late-facts.ts';
import { complain, printNotice } from '../streams/standard-streams.ts';
import type { Printing } from './printing.ts';

/** The fleet in which reports are made: it shows who fills the pool, and who else hurts. */
export function watchedFleet(
  { session, window, signal }: Printing,
  looks: Pick<FleetMonitorSettings, 'sources' | 'looksAfterLimits' | 'mostProbed'>,
): FleetMonitor {
  const { thresholds } = session.settings;
  const monitor = watchFleet({
    ...session,
    thresholds,
    looksCloser: true,
    ...looks,
    untilMs: window.untilMs,
  });
  onAbort(signal, monitor.stop);
  return monitor;
}

/** Stops watching. The latest snapshot; an exit status where there is none, or after an interrupt. */
export function lastSnapshot(
  monitor: FleetMonitor,
  { session, signal }: Printing,
): FleetSnapshot | ExitStatus {
  const snapshot = endedLook(monitor.getSnapshot());
  monitor.stop();
  session.close();
  if (signal.aborted) return EXIT_STATUS.done;
  const { error } = snapshot.connection;
  if (error !== null && snapshot.functions.length === 0)
    return complain(errorSentence(error), exitStatusOf(error));
  if (error !== null) printNotice(errorSentence(error));
  return snapshot;
}

/** What kept a report from being whole. */
interface Unread {
  readonly late: readonly LateFact[];
  /** The functions at which no look came to its end. */
  readonly unlooked: readonly RawText[];
  /** Why the log of a function that was looked at could not be read; null where all were. */
  readonly logError: SourceError | null;
}

/** A report without what could not be read must not pass for the whole. */
export function statusOfReading(told: FleetSnapshot, { late, unlooked, logError }: Unread): ExitStatus {
  const { error } = told.connection;
  for (const notice of lateNotices(late, told, unlooked)) printNotice(notice);
  if (error !== null) return exitStatusOf(error);
  if (logError !== null) return complain(errorSentence(logError), exitStatusOf(logError));
  return lateStatus(late, told) ?? EXIT_STATUS.done;
}

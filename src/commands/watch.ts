import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import { aborted, onAbort } from '../monitor/abort.ts';
import { type FleetMonitor, watchFleet } from '../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../monitor/fleet/fleet-snapshot.ts';
import { watchJson } from '../print/function/watch-json.ts';
import { watchText } from '../print/function/watch-text.ts';
import { rawText } from '../terminal/text.ts';
import type { Command, Invocation } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from './command/exit-status.ts';
import { endedLook } from './fleet/ended-look.ts';
import { lateNotices, lateStatus, toldOf } from './fleet/late-facts.ts';
import { lookAfter, type PatientReading, patientReading } from './fleet/patient-reading.ts';
import { unreadLogError } from './fleet/unread-log.ts';
import { deniedNotices } from './fleet/unread-notices.ts';
import { type NamedFunction, namedFunction } from './names/named-function.ts';
import { earlyAbsence, strangerComplaint } from './names/unknown-function.ts';
import { runScreen } from './screen/screen.ts';
import { requestedMetricWindow } from './session/requested-window.ts';
import type { Session } from './session/session.ts';
import { withSession } from './session/with-session.ts';
import { printLines, printNotice } from './streams/standard-streams.ts';

/**
 * One function or alias: its dashboard on a terminal, or a block or JSON line for each settled minute in a pipe. The
 * whole fleet is watched all the same: only that shows whether the pool is full, and which function fills it; and on a
 * terminal its screen is one key away.
 */
export const watch: Command = (invocation) =>
  withSession(invocation, requestedMetricWindow, async (session, onFirstFrame) => {
    const named = namedFunction(invocation.line.operands[0] ?? '', session.region);
    if ('complaint' in named) return named;
    const { flags: window } = session;
    if (!session.hasScreen) return printMinutes(named, session, window.untilMs, invocation);
    const { name: functionName, qualifier } = named;
    const first = { name: 'function', functionName, qualifier, ...window } as const;
    return runScreen(session, first, invocation.signal, onFirstFrame);
  });

/** Prints each newly settled minute until interrupted; once, without following. */
async function printMinutes(
  named: NamedFunction,
  session: Session,
  untilMs: EpochMs | null,
  { signal }: Invocation,
): Promise<ExitStatus | Complaint> {
  const { settings } = session;
  const isOnce = !settings.follow || untilMs !== null;
  const reading = patientReading(session, signal);
  const monitor = watchFleet({
    ...session,
    sources: reading.sources,
    thresholds: settings.thresholds,
    looksCloser: true,
    // The output uses no other function's log.
    mostProbed: 0,
    // A single look need not see who else shares a pool that has room; for hours it is not known beforehand whether it
    // stays so.
    ...(isOnce && { isWanted: (name: string) => name === named.name }),
    untilMs,
  });
  onAbort(signal, monitor.stop);
  monitor.attend(rawText(named.name));
  const outcome = await firstOutcome(named, { session, reading, isOnce }, monitor, signal);
  if (outcome === null && !isOnce && !signal.aborted) {
    let printedMs = settledMinute(named.name, monitor.getSnapshot());
    monitor.subscribe(() => {
      const lookedToMs = monitor.getSnapshot().detailToMs;
      if (lookedToMs === null) return;
      // Two minutes may settle at once when a longer call is forgotten; the settled time moves back a little when one
      // appears.
      for (let minuteMs = printedMs === null ? lookedToMs : printedMs + MINUTE_MS; minuteMs <= lookedToMs; ) {
        printMinute(named, monitor.snapshotUntil(minuteMs + MINUTE_MS), session);
        printedMs = minuteMs;
        minuteMs += MINUTE_MS;
      }
    });
    await aborted(signal);
  }
  monitor.stop();
  session.close();
  return outcome ?? EXIT_STATUS.done;
}

interface FirstMinute {
  readonly session: Session;
  readonly reading: PatientReading;
  readonly isOnce: boolean;
}

/** Prints the first minute. Null where others may follow. */
async function firstOutcome(
  named: NamedFunction,
  { session, reading, isOnce }: FirstMinute,
  monitor: FleetMonitor,
  signal: AbortSignal,
): Promise<ExitStatus | Complaint | null> {
  const read = await reading.told(async () => {
    const absence = await earlyAbsence(named, session, monitor.firstRows, signal);
    if (absence !== null && !signal.aborted) return absence;
    const late = await reading.facts(monitor);
    if (signal.aborted) return { late };
    const unlooked = await reading.closerLook(lookAfter(monitor, late), named.name);
    return { late: [...late, ...unlooked] };
  });
  if (signal.aborted) return EXIT_STATUS.done;
  if ('complaint' in read) return read;
  const snapshot = isOnce ? endedLook(monitor.getSnapshot()) : monitor.getSnapshot();
  const { error } = snapshot.connection;
  const { name: functionName } = named;
  const isKnown = snapshot.functions.some(({ name }) => name === functionName);
  if (error !== null && !isKnown) return { complaint: errorSentence(error), status: exitStatusOf(error) };
  if (!isKnown) return strangerComplaint(functionName, snapshot.functions, session);
  await printMinute(named, snapshot, session);
  const told = toldOf(functionName, snapshot);
  for (const notice of lateNotices(read.late, told, [rawText(functionName)])) printNotice(notice);
  const unread = error ?? unreadLogError(functionName, snapshot);
  for (const notice of deniedNotices(snapshot, unread)) printNotice(notice);
  if (unread === null) return isOnce ? lateStatus(read.late, told) : null;
  // What was not read must not pass for the whole.
  if (isOnce) return { complaint: errorSentence(unread), status: exitStatusOf(unread) };
  printNotice(errorSentence(unread));
  return null;
}

async function printMinute(
  { name: functionName, qualifier }: NamedFunction,
  snapshot: FleetSnapshot,
  { settings }: Session,
): Promise<void> {
  const status = snapshot.functions.find(({ name }) => name === functionName);
  if (status === undefined) return;
  await printLines(
    settings.output === 'json'
      ? [watchJson(status, snapshot, qualifier)]
      : watchText(status, snapshot, qualifier),
  );
}

function settledMinute(functionName: string, { functions }: FleetSnapshot): EpochMs | null {
  return functions.find(({ name }) => name === functionName)?.minuteMs ?? null;
}

import { caseFileOf } from '../../monitor/fleet/case-file.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { rawText } from '../../terminal/text.ts';
import type { CaseFile } from '../../triage/report/case-file/case-file.ts';
import { triageReport } from '../../triage/report/triage-report.ts';
import type { Complaint } from '../command/complaint.ts';
import type { ExitStatus } from '../command/exit-status.ts';
import { toldOf } from '../fleet/late-facts.ts';
import { lookAfter, patientReading } from '../fleet/patient-reading.ts';
import { unreadLogError } from '../fleet/unread-log.ts';
import type { NamedFunction } from '../names/named-function.ts';
import { earlyAbsence, strangerComplaint } from '../names/unknown-function.ts';
import { printLines } from '../streams/standard-streams.ts';
import { furtherReading } from './further-reading.ts';
import type { Extra, Printing } from './printing.ts';
import { accessIn, reportLines } from './report-lines.ts';
import { trailReading } from './trail-reading.ts';
import { lastSnapshot, statusOfReading, watchedFleet } from './watched-fleet.ts';

/** Prints the report on one function. */
export async function printOne(named: NamedFunction, printing: Printing): Promise<ExitStatus | Complaint> {
  const { name: functionName, qualifier } = named;
  const { session, window, signal } = printing;
  // Log reads are scarce: they go to the function of the report.
  const reading = patientReading(session, signal);
  const monitor = watchedFleet(printing, { sources: reading.sources, mostProbed: 0 });
  monitor.attend(rawText(functionName), { report: true });
  const read = await reading.told(async () => {
    const absence = await earlyAbsence(named, session, monitor.firstRows, signal);
    if (absence !== null && !signal.aborted) return absence;
    const late = await reading.facts(monitor);
    const status = monitor.getSnapshot().functions.find(({ name }) => name === functionName);
    const extras = await extraReadings(signal.aborted ? undefined : status, printing);
    if (signal.aborted) return { late, extras };
    const unlooked = await reading.closerLook(lookAfter(monitor, late), functionName);
    return { late: [...late, ...unlooked], extras };
  });
  if ('complaint' in read) return read;
  const { late, extras } = read;
  const snapshot = lastSnapshot(monitor, printing);
  if (typeof snapshot === 'number') return snapshot;
  const file = caseFileOf(functionName, snapshot, session.clock.now());
  if (file === null) return strangerComplaint(functionName, snapshot.functions, session);
  const report = triageReport({ ...file, ...extras, qualifier }, accessIn(session), [], window.sinceMs);
  await printLines(reportLines(report, session.settings.output));
  return statusOfReading(toldOf(functionName, snapshot), {
    late,
    unlooked: [rawText(functionName)],
    logError: unreadLogError(functionName, snapshot),
  });
}

/** The answers of Logs Insights and CloudTrail, where requested. */
async function extraReadings(
  status: FunctionStatus | undefined,
  { session, window, extras, signal }: Printing,
): Promise<Pick<CaseFile, 'further' | 'trail'>> {
  // Answers paid for in the recorded session are part of the recording.
  const isAsked = (name: Extra) => session.replay !== null || extras.includes(name);
  const shown = async <Reading extends { readonly kind: 'read' | 'unread' }>(answer: Promise<Reading>) => {
    const reading = await answer;
    return reading.kind === 'read' || extras.length > 0 ? reading : null;
  };
  const [further, trail] = await Promise.all([
    status && isAsked('insights') ? shown(furtherReading(session, status, window, signal)) : null,
    status && isAsked('cloudtrail') ? shown(trailReading(session, status, window, signal)) : null,
  ]);
  return { further, trail };
}

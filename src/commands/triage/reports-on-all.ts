import type { Clock } from '../../monitor/clock.ts';
import { caseFileOf } from '../../monitor/fleet/case-file.ts';
import type { FleetMonitor } from '../../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import type { SourceError } from '../../monitor/source-error.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Cause } from '../../triage/cause/cause.ts';
import { causeAsOf } from '../../triage/cause/own-cause.ts';
import { byUrgency } from '../../triage/cause/urgency.ts';
import type { CaseFile } from '../../triage/report/case-file/case-file.ts';
import { type TriageReport, triageReport } from '../../triage/report/triage-report.ts';
import type { Complaint } from '../command/complaint.ts';
import type { ExitStatus } from '../command/exit-status.ts';
import { endedLook } from '../fleet/ended-look.ts';
import type { LateFact } from '../fleet/late-facts.ts';
import { type PatientReading, patientReading } from '../fleet/patient-reading.ts';
import { unreadLogError } from '../fleet/unread-log.ts';
import { noFunction } from '../names/no-function.ts';
import { printLines, printNotice } from '../streams/standard-streams.ts';
import type { Printing } from './printing.ts';
import { accessIn, linesOfAll } from './report-lines.ts';
import { lastSnapshot, statusOfReading, watchedFleet } from './watched-fleet.ts';

/** Prints a report on everything that hurts in the account. */
export async function printAll(printing: Printing): Promise<ExitStatus | Complaint> {
  const { session, window, signal } = printing;
  const reading = patientReading(session, signal);
  const monitor = watchedFleet(printing, { sources: reading.sources, looksAfterLimits: true });
  const { files, ...unread } = await reading.told(async () => {
    const late = await reading.facts(monitor);
    if (late.length === 0 && !signal.aborted) await reading.logs(monitor.firstLook);
    return filesOf(monitor, reading, { late, clock: session.clock, signal });
  });
  const snapshot = lastSnapshot(monitor, printing);
  if (typeof snapshot === 'number') return snapshot;
  if (snapshot.functions.length === 0) return noFunction(session.region);
  const reports = reportsOn(files, accessIn(session), window.sinceMs);
  await printLines(linesOfAll({ reports, unjudged: unjudgedIn(snapshot) }, session.settings.output));
  return statusOfReading(snapshot, unread);
}

function unjudgedIn({ functions }: FleetSnapshot): number {
  return functions.filter(({ severity }) => severity === 'unknown').length;
}

/** Each costs a dozen calls, and nobody reads further. */
const MOST_LOOKED_AT = 12;

/** Of many, the worst are examined. */
function lookingNotice(count: number): string {
  if (count === 1) return '1 thing hurts; looking into it';
  const which = count > MOST_LOOKED_AT ? `the worst ${MOST_LOOKED_AT}` : 'them';
  return `${count} things hurt; looking into ${which} one after the other`;
}

/** A cause in the fleet, and the facts about its function. */
interface CaseOfCause {
  readonly cause: Cause;
  readonly file: CaseFile;
}

/** What the cases are collected with. */
interface Collecting {
  /** What was late before. */
  readonly late: readonly LateFact[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

interface Collected extends Pick<Collecting, 'late'> {
  readonly files: readonly CaseOfCause[];
  /** The functions of causes that were to be looked at, after the look that was given up, and its own. */
  readonly unlooked: readonly RawText[];
  /** The first error that kept a log from being read; null for none. */
  readonly logError: SourceError | null;
}

/** The facts about each cause's function, from one closer look after another. */
async function filesOf(
  monitor: FleetMonitor,
  reading: PatientReading,
  { late: lateBefore, clock, signal }: Collecting,
): Promise<Collected> {
  let late = lateBefore;
  const files: CaseOfCause[] = [];
  const unlooked = new Set<RawText>();
  let logError: SourceError | null = null;
  const { causes } = monitor.getSnapshot();
  // A look waits for what is late.
  const mostLookedAt = late.length === 0 ? MOST_LOOKED_AT : 0;
  // It takes half a minute or more; a pipe needs no notice.
  if (process.stderr.isTTY === true && Math.min(causes.length, mostLookedAt) > 0 && !signal.aborted)
    printNotice(lookingNotice(causes.length));
  for (const [place, cause] of causes.entries()) {
    if (signal.aborted) break;
    if (place < mostLookedAt && late.length === 0) {
      monitor.attend(cause.functionName);
      late = await reading.closerLook(monitor.looked(), cause.functionName);
    }
    if (place < mostLookedAt && late.length > 0) unlooked.add(cause.functionName);
    const snapshot = endedLook(monitor.getSnapshot());
    const file = caseFileOf(cause.functionName, snapshot, clock.now());
    // Newer minutes may have arrived meanwhile: file and headline both use them.
    if (place < mostLookedAt) logError ??= unreadLogError(cause.functionName, snapshot);
    if (file !== null) files.push({ file, cause: causeAsOf(snapshot.causes, cause) });
  }
  return { files, late, unlooked: [...unlooked], logError };
}

/** One for each cause, in the fleet's order. */
function reportsOn(
  files: readonly CaseOfCause[],
  access: AwsAccess,
  sinceMs: number | null,
): readonly TriageReport[] {
  return (
    files
      .toSorted((one, other) => byUrgency(one.cause, other.cause))
      // A list reports the pool separately: its severity is the pool's, whatever its function's.
      .map(({ file, cause }) =>
        triageReport(
          { ...file, cause: toldCause(file, cause), severity: cause.severity, poolBeside: null },
          access,
          [],
          sinceMs,
        ),
      )
  );
}

/** Of trouble that is over the fleet knows only what outlasts it, such as a call near the timeout. */
function toldCause(file: CaseFile, cause: Cause): Cause {
  return file.past === null ? cause : (file.cause ?? cause);
}

import { onAbort } from '../monitor/abort.ts';
import type { Clock } from '../monitor/clock.ts';
import { caseFileOf } from '../monitor/fleet/case-file.ts';
import { type FleetMonitor, type FleetMonitorSettings, watchFleet } from '../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../monitor/fleet/fleet-snapshot.ts';
import type { FunctionStatus } from '../monitor/function/function-status.ts';
import { triageAllMarkdown, triageAllText } from '../print/triage/triage-all.ts';
import { triageJson } from '../print/triage/triage-json.ts';
import { triageMarkdown } from '../print/triage/triage-markdown.ts';
import { triageText } from '../print/triage/triage-text.ts';
import type { Output } from '../settings/settings.ts';
import type { AwsAccess } from '../terminal/aws-command.ts';
import { rawText } from '../terminal/text.ts';
import type { Cause } from '../triage/cause/cause.ts';
import { causeAsOf } from '../triage/cause/own-cause.ts';
import { byUrgency } from '../triage/cause/urgency.ts';
import type { CaseFile } from '../triage/report/case-file/case-file.ts';
import { type TriageReport, triageReport } from '../triage/report/triage-report.ts';
import type { Command } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from './command/exit-status.ts';
import { type NamedFunction, namedFunction } from './names/named-function.ts';
import { noFunction } from './names/no-function.ts';
import { earlyAbsence, strangerComplaint } from './names/unknown-function.ts';
import { runScreen } from './screen/screen.ts';
import { type AskedWindow, askedMetricWindow } from './session/asked-window.ts';
import { awsAccess, awsAccessOfOthers } from './session/aws-access.ts';
import type { Session } from './session/session.ts';
import { withSession } from './session/with-session.ts';
import { complain, outputWidth, printLines, printNotice } from './streams/standard-streams.ts';
import { askedFurther } from './triage/asked-further.ts';
import { askedTrail } from './triage/asked-trail.ts';

/** Costly or personal facts, asked for only on request. */
const EXTRAS = ['insights', 'cloudtrail'] as const;
type Extra = (typeof EXTRAS)[number];

/** The means to print a report. */
interface Printing {
  readonly session: Session;
  readonly window: AskedWindow;
  readonly extras: readonly Extra[];
  readonly signal: AbortSignal;
}

/** A report of what happened to one function; with `--all` of everything that hurts in the account. Printed once. */
export const triage: Command = async (invocation) => {
  const { line, signal } = invocation;
  const isForAll = line.flags.all === true;
  const [word] = line.operands;
  const extras = EXTRAS.filter((name) => line.flags[name] === true);
  if (isForAll && extras[0] !== undefined)
    return complain(`--${extras[0]} asks about one function`, EXIT_STATUS.usage);
  if (isForAll === (word !== undefined))
    return complain('name one function, or --all of them', EXIT_STATUS.usage);
  return withSession(invocation, askedMetricWindow, async (session, onFirstFrame) => {
    const { asked: window } = session;
    const printing: Printing = { session, window, extras, signal };
    if (word === undefined) return printAll(printing);
    const named = namedFunction(word, session.region);
    if ('complaint' in named) return named;
    if (!session.hasScreen) return printOne(named, printing);
    const { name: functionName, qualifier } = named;
    const first = { name: 'triage', functionName, qualifier, ...window } as const;
    return runScreen(session, first, signal, onFirstFrame);
  });
};

async function printAll({ session, window, signal }: Printing): Promise<ExitStatus | Complaint> {
  const monitor = watched({ session, window, signal }, { looksAfterLimits: true });
  await monitor.firstPoll;
  if (!signal.aborted) await monitor.firstLook;
  const files = await filesOf(monitor, session.clock, signal);
  const told = closed(monitor, session, signal);
  if (typeof told === 'number') return told;
  if (told.functions.length === 0) {
    return noFunction(session.region);
  }
  const reports = reportsOn(files, accessIn(session), window.sinceMs);
  await printLines(allLines(reports, session.settings.output));
  return EXIT_STATUS.done;
}

async function printOne(named: NamedFunction, printing: Printing): Promise<ExitStatus | Complaint> {
  const { name: functionName, qualifier } = named;
  const { session, window, signal } = printing;
  // Log reads are scarce: they go to the function of the report.
  const monitor = watched(printing, { mostProbed: 0 });
  monitor.attend(rawText(functionName), { report: true });
  const absence = await earlyAbsence(named, session, monitor.firstPoll, signal);
  if (absence !== null && !signal.aborted) return absence;
  await monitor.firstPoll;
  const status = monitor.getSnapshot().functions.find(({ name }) => name === functionName);
  const extras = await extraReadings(signal.aborted ? undefined : status, printing);
  if (!signal.aborted) await monitor.firstLook;
  const told = closed(monitor, session, signal);
  if (typeof told === 'number') return told;
  const file = caseFileOf(functionName, told, session.clock.now());
  if (file === null) return strangerComplaint(functionName, told.functions, session);
  const report = triageReport({ ...file, ...extras, qualifier }, accessIn(session), [], window.sinceMs);
  await printLines(reportLines(report, session.settings.output));
  return EXIT_STATUS.done;
}

function watched(
  { session, window, signal }: Pick<Printing, 'session' | 'window' | 'signal'>,
  looks: Pick<FleetMonitorSettings, 'looksAfterLimits' | 'mostProbed'>,
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

/** The latest snapshot; an exit status where there is none, or after an interrupt. */
function closed(monitor: FleetMonitor, session: Session, signal: AbortSignal): FleetSnapshot | ExitStatus {
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  session.close();
  if (signal.aborted) return EXIT_STATUS.done;
  const { error } = snapshot.connection;
  if (error !== null && snapshot.functions.length === 0)
    return complain(errorSentence(error), exitStatusOf(error));
  if (error !== null) printNotice(errorSentence(error));
  return snapshot;
}

/** The answers of Logs Insights and CloudTrail, where requested. */
async function extraReadings(
  status: FunctionStatus | undefined,
  { session, window, extras, signal }: Printing,
): Promise<Pick<CaseFile, 'further' | 'trail'>> {
  // Answers paid for in the recorded session are part of the recording.
  const isAsked = (name: Extra) => session.replay !== null || extras.includes(name);
  const toldBy = async <Told extends { readonly kind: 'read' | 'unread' }>(reading: Promise<Told>) => {
    const told = await reading;
    return told.kind === 'read' || extras.length > 0 ? told : null;
  };
  const [further, trail] = await Promise.all([
    status && isAsked('insights') ? toldBy(askedFurther(session, status, window, signal)) : null,
    status && isAsked('cloudtrail') ? toldBy(askedTrail(session, status, window, signal)) : null,
  ]);
  return { further, trail };
}

/** Each costs a dozen calls, and nobody reads further. */
const MOST_LOOKED_AT = 12;

/** Of many, the worst are examined. */
function lookingNotice(count: number): string {
  if (count === 1) return '1 thing hurts; looking into it';
  const which = count > MOST_LOOKED_AT ? `the worst ${MOST_LOOKED_AT}` : 'them';
  return `${count} things hurt; looking into ${which} one after the other`;
}

/** The facts about a cause and its function. */
type CaseOfCause = CaseFile & { readonly cause: Cause };

/** The facts about each cause's function, from one closer look after another. */
async function filesOf(
  monitor: FleetMonitor,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly CaseOfCause[]> {
  const files: CaseOfCause[] = [];
  const { causes } = monitor.getSnapshot();
  // It takes half a minute or more; a pipe needs no notice.
  if (process.stderr.isTTY === true && causes.length > 0 && !signal.aborted)
    printNotice(lookingNotice(causes.length));
  for (const [place, cause] of causes.entries()) {
    if (signal.aborted) return [];
    if (place < MOST_LOOKED_AT) {
      monitor.attend(cause.functionName);
      await monitor.looked();
    }
    const snapshot = monitor.getSnapshot();
    const file = caseFileOf(cause.functionName, snapshot, clock.now());
    // Newer minutes may have arrived meanwhile: file and headline both use them.
    if (file !== null) files.push({ ...file, cause: causeAsOf(snapshot.causes, cause) });
  }
  return files;
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
      .map((file) =>
        triageReport({ ...file, severity: file.cause.severity, poolBeside: null }, access, [], sinceMs),
      )
  );
}

/** Text is read on this machine; other formats are read elsewhere. */
function accessIn(session: Session): AwsAccess {
  const { output } = session.settings;
  return output === 'md' || output === 'json' ? awsAccessOfOthers(session) : awsAccess(session);
}

function reportLines(report: TriageReport, output: Output | null): readonly string[] {
  switch (output) {
    case 'json':
      return [triageJson(report)];
    case 'md':
      return triageMarkdown(report);
    case 'text':
    case 'raw':
    case null:
      return triageText(report, outputWidth());
  }
}

function allLines(reports: readonly TriageReport[], output: Output | null): readonly string[] {
  if (output === 'json') return reports.map(triageJson);
  return output === 'md' ? triageAllMarkdown(reports) : triageAllText(reports, outputWidth());
}

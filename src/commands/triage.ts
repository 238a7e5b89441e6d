import type { Clock } from '../monitor/clock.ts';
import { caseFileOf } from '../monitor/fleet/case-file.ts';
import { type FleetMonitor, watchFleet } from '../monitor/fleet/fleet-monitor.ts';
import type { FleetSnapshot } from '../monitor/fleet/fleet-snapshot.ts';
import { triageAllMarkdown, triageAllText } from '../print/triage/triage-all.ts';
import { triageJson } from '../print/triage/triage-json.ts';
import { triageMarkdown } from '../print/triage/triage-markdown.ts';
import { triageText } from '../print/triage/triage-text.ts';
import type { Output } from '../settings/settings.ts';
import type { AwsAccess } from '../terminal/aws-command.ts';
import { rawText } from '../terminal/text.ts';
import type { CaseFile } from '../triage/report/case-file.ts';
import { byHarm } from '../triage/report/harm.ts';
import { type TriageReport, triageReport } from '../triage/report/triage-report.ts';
import { askedFurther } from './asked-further.ts';
import { askedTrail } from './asked-trail.ts';
import type { Command } from './command/command.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './command/exit-status.ts';
import { absenceComplaint, unknownFunction } from './names/unknown-function.ts';
import { wholeFunction } from './names/whole-function.ts';
import { runScreen } from './screen/screen.ts';
import { askedMetricWindow } from './session/asked-window.ts';
import { awsAccess } from './session/aws-access.ts';
import { openSession, type Session } from './session/session.ts';
import { awaitedEvent } from './streams/awaited-event.ts';
import { complain, printLines, printNotice } from './streams/standard-streams.ts';

/** What happened to one function, as a report; with `--all` what hurts in the account. Printed once. */
export const triage: Command = async (invocation) => {
  const { line, signal } = invocation;
  const isForAll = line.flags.all === true;
  const [word] = line.operands;
  const asked = (['insights', 'cloudtrail'] as const).filter((name) => line.flags[name] === true);
  if (isForAll && asked[0] !== undefined)
    return complain(`--${asked[0]} asks about one function`, EXIT_STATUS.usage);
  if (isForAll === (word !== undefined))
    return complain('name one function, or --all of them', EXIT_STATUS.usage);
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, firstFrame.happened);
  if ('complaint' in session) return complain(session.complaint, session.status);
  const functionName = word === undefined ? null : wholeFunction(word, session.region);
  if (functionName !== null && typeof functionName !== 'string')
    return complain(functionName.complaint, functionName.status);
  const window = askedMetricWindow(session);
  if ('complaint' in window) return complain(window.complaint, window.status);
  if (session.hasScreen && functionName !== null) {
    const first = { name: 'triage', functionName, ...window } as const;
    return runScreen(session, first, signal, firstFrame.happens);
  }
  firstFrame.happens();

  const { settings, clock } = session;
  const { untilMs, sinceMs } = window;
  const monitor = watchFleet({
    ...session,
    thresholds: settings.thresholds,
    looksCloser: true,
    // The calls that read logs are few: they go to whom the report is about.
    ...(functionName === null ? { looksAfterLimits: true } : { mostProbed: 0 }),
    untilMs,
  });
  signal.addEventListener('abort', () => monitor.stop(), { once: true });
  if (functionName !== null) {
    monitor.attend(rawText(functionName), { report: true });
    const polled = monitor.firstPoll.then(() => null);
    // A misspelt name need not wait for the metrics of all others.
    const absence = await Promise.race([absenceComplaint(functionName, session, signal), polled]);
    if (absence !== null && !signal.aborted) return complain(absence.complaint, absence.status);
  }
  await monitor.firstPoll;
  const polled = monitor.getSnapshot().functions.find(({ name }) => name === functionName);
  const isThere = polled !== undefined && !signal.aborted;
  // What somebody asked then and paid for is part of what a recording knows.
  const asks = (name: (typeof asked)[number]) => session.replay !== null || asked.includes(name);
  const toldBy = async <Reading extends { readonly kind: 'read' | 'unread' }>(reading: Promise<Reading>) => {
    const told = await reading;
    return told.kind === 'read' || asked.length > 0 ? told : null;
  };
  const [further, trail] = await Promise.all([
    isThere && asks('insights') ? toldBy(askedFurther(session, polled, window, signal)) : null,
    isThere && asks('cloudtrail') ? toldBy(askedTrail(session, polled, window, signal)) : null,
  ]);
  if (!signal.aborted) await monitor.firstLook;
  const files = functionName === null ? await filesOf(monitor, clock, signal) : [];
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  session.close();
  if (signal.aborted) return EXIT_STATUS.done;
  const { error } = snapshot.connection;
  if (error !== null && snapshot.functions.length === 0)
    return complain(errorSentence(error), exitStatusOf(error));
  if (error !== null) printNotice(errorSentence(error));

  if (functionName === null) {
    await printLines(allLines(reportsOn(files, awsAccess(session), sinceMs), settings.output));
    return EXIT_STATUS.done;
  }
  const file = caseFileOf(functionName, snapshot, clock.now());
  if (file === null) return complainOfStranger(functionName, snapshot, session);
  await printLines(
    reportLines(triageReport({ ...file, further, trail }, awsAccess(session), [], sinceMs), settings.output),
  );
  return EXIT_STATUS.done;
};

/** Each costs a dozen calls, and nobody reads on. */
const MOST_LOOKED_AT = 12;

/** What is known of each function that is behind a cause, by a closer look at one after the other. */
async function filesOf(
  monitor: FleetMonitor,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly CaseFile[]> {
  const files: CaseFile[] = [];
  for (const [place, cause] of monitor.getSnapshot().causes.entries()) {
    if (signal.aborted) return [];
    if (place < MOST_LOOKED_AT) {
      monitor.attend(cause.functionName);
      await monitor.looked();
    }
    const file = caseFileOf(cause.functionName, monitor.getSnapshot(), clock.now());
    if (file !== null) files.push({ ...file, cause });
  }
  return files;
}

/** One for each cause, the worst harm first, and of that in the order of the causes. */
function reportsOn(
  files: readonly CaseFile[],
  access: AwsAccess,
  sinceMs: number | null,
): readonly TriageReport[] {
  return files
    .map((file) => triageReport(file, access, [], sinceMs))
    .toSorted((one, other) =>
      byHarm(
        { harm: one.harm, severity: one.verdict.severity },
        { harm: other.harm, severity: other.verdict.severity },
      ),
    );
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
      return triageText(report);
  }
}

function allLines(reports: readonly TriageReport[], output: Output | null): readonly string[] {
  if (output === 'json') return reports.map(triageJson);
  return output === 'md' ? triageAllMarkdown(reports) : triageAllText(reports);
}

function complainOfStranger(functionName: string, { functions }: FleetSnapshot, { region }: Session) {
  const names = functions.map(({ name }) => name);
  const { complaint, status } = unknownFunction(functionName, functionName, names, region);
  return complain(complaint, status);
}

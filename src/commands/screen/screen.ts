import type { FunctionConfiguration } from '../../lambda/function.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import { ALL_LINES, type WantedLines } from '../../logs/selection/selection-rules.ts';
import { ledgeredLogs } from '../../monitor/calls/ledgered-logs.ts';
import { createFurtherDesk } from '../../monitor/case/further-desk.ts';
import { createClock, REAL_TIME, wakeableClock } from '../../monitor/clock.ts';
import { createFleetFeed } from '../../monitor/fleet/fleet-feed.ts';
import { type FleetMonitor, watchFleet } from '../../monitor/fleet/fleet-monitor.ts';
import { findRequest, type RequestAnswer, SEARCHED_MS } from '../../monitor/log/find-request.ts';
import { openLogTail } from '../../monitor/log/log-tail.ts';
import { createWatchedConcurrency } from '../../monitor/log/watched-concurrency.ts';
import type { Settings } from '../../settings/settings.ts';
import { glyphSet } from '../../terminal/glyphs.ts';
import type { RawText } from '../../terminal/text.ts';
import { createTheme } from '../../terminal/theme.ts';
import type { LogSpan, OpenedTail } from '../../views/parts/app-settings.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS, type ExitStatus } from '../command/exit-status.ts';
import { chosenLogs, lookForNewcomers } from '../logs/chosen-logs.ts';
import { liveComplaint, liveLogs } from '../logs/live-log.ts';
import { LOG_ON_SCREEN_MS, type TailRange } from '../logs/tail-range.ts';
import { selectionOf, type TailSelection } from '../logs/tail-selection.ts';
import { untilTimeIsTold } from '../logs/told-time.ts';
import { refusedPattern } from '../logs/wanted-lines.ts';
import { absenceComplaint, unknownFunction } from '../names/unknown-function.ts';
import type { AskedWindow } from '../session/asked-window.ts';
import { awsAccess } from '../session/aws-access.ts';
import { ownCalls } from '../session/own-calls.ts';
import type { Session } from '../session/session.ts';
import { unrecordedWords } from '../session/unrecorded.ts';
import { complain, printLine } from '../streams/standard-streams.ts';
import { copyToClipboard } from './copy-to-clipboard.ts';
import { saveLog } from './saved-log.ts';
import { saveReport } from './saved-report.ts';
import { createSignIn } from './sign-in.ts';

/** Whose credentials are used, in the one word that the header has room for. */
function credentialsName({ profile, usesEnvironmentKeys, endpointUrl }: Settings): string {
  if (profile.value !== null && !usesEnvironmentKeys) return profile.value;
  if (endpointUrl.value !== null) return 'local';
  return usesEnvironmentKeys ? 'env keys' : 'default';
}

export type FirstScreen =
  | ({ readonly name: 'fleet' } & AskedWindow)
  | ({ readonly name: 'function' | 'triage'; readonly functionName: string } & AskedWindow)
  | {
      readonly name: 'tail';
      /** What the selection is called on screen. */
      readonly target: string;
      readonly wanted: WantedLines;
      readonly selection: TailSelection;
      /** Reckoned once AWS has told the time. */
      readonly range: () => TailRange | Complaint;
      /** Whose invocation is shown first; null for the log. */
      readonly requestId: RawText | null;
    };

/** How much of a log is read before a moment of the past that somebody looks at. */
const PAST_LOG_MS = 2 * MINUTE_MS;

/** Opens the screens and waits until they are left. The terminal then is as it was before, whatever happened. */
export async function runScreen(
  session: Session,
  first: FirstScreen,
  signal: AbortSignal,
  onFirstFrame: () => void,
): Promise<ExitStatus> {
  const { settings, clock, sources, budget, ledger } = session;
  const { chosenKeymap } = await import('../../views/keys/chosen-keymap.ts');
  const chosen = chosenKeymap(settings.keys);
  if (chosen.kind === 'complaint') {
    session.close();
    return complain(`configuration file: ${chosen.complaint}`, EXIT_STATUS.usage);
  }
  // A warning of Node or the SDK would be written across the screen.
  process.removeAllListeners('warning');
  const { openApp } = await import('../../views/open-app.tsx');
  const watched = createWatchedConcurrency();
  const present = first.name === 'tail' ? null : watchedUntil(null);
  const fleet = present && createFleetFeed(present, budget, watchedUntil);
  if (first.name !== 'tail' && first.untilMs !== null) fleet?.lookAt(first.untilMs);
  // A log that waits to ask again need not wait once somebody has signed in.
  const tailClock = wakeableClock(clock);
  const signIn = createSignIn(session, signal, () => {
    fleet?.refresh();
    tailClock.wake();
  });
  let failure: Complaint | null = null;

  const app = openApp(
    {
      start: first,
      windowMinutes: first.name === 'tail' ? null : askedMinutes(first, clock.now()),
      fleet,
      request: first.name === 'tail' ? first.requestId : null,
      openTail,
      further:
        first.name === 'tail' ? null : createFurtherDesk(sources.queries, { clock, budget, ledger, signal }),
      findRequest: searchRequest,
      saveLog: (target, items) => saveLog({ target, items, folder: process.cwd(), nowMs: clock.now() }),
      saveReport: (report) => saveReport(report, process.cwd(), clock.now()),
      copyText: copyToClipboard,
      signIn,
      whereabouts: {
        who: credentialsName(settings),
        region: session.region,
        localOffsetMinutes: -new Date().getTimezoneOffset(),
        ...(session.isRecording === null ? {} : { isRecording: session.isRecording }),
        ...(session.replay === null ? {} : { replay: session.replay }),
      },
      access: awsAccess(session),
      look: {
        theme: createTheme(settings.theme.value, settings.colorDepth),
        glyphs: glyphSet(settings.glyphs.value),
        keymap: chosen.keymap,
        times: 'utc',
        plain: settings.plain,
      },
      themeNamed: (name) => createTheme(name, settings.colorDepth),
      budget,
      thresholds: settings.thresholds,
      now: clock.now,
      api: () => ledger.snapshot(clock.now()),
    },
    onFirstFrame,
  );
  signal.addEventListener('abort', () => app.close(), { once: true });
  if (first.name === 'function' || first.name === 'triage') {
    const { functionName } = first;
    void absenceComplaint(functionName, session, signal).then(endWith);
    void present?.firstPoll.then(() => endWith(strangerComplaint(functionName)));
  }
  try {
    await app.closed;
  } finally {
    fleet?.stop();
    session.close();
  }
  if (failure !== null) return complain(failure['complaint'], failure['status']);
  printLine(`lmon ${ownCalls(session)}`);
  return EXIT_STATUS.done;

  async function openTail(word: string, span: LogSpan | null = null): Promise<OpenedTail> {
    const selection = first.name === 'tail' ? first.selection : selectionOf(word);
    const chosen = await chosenLogs(selection, session, signal, knownConfigurations());
    const refused = 'complaint' in chosen ? chosen : liveComplaint(chosen, session);
    if ('complaint' in chosen || refused !== null) {
      if (first.name === 'tail') endWith(refused);
      return { kind: 'failed', complaint: refused?.complaint ?? '' };
    }
    await untilTimeIsTold(chosen, session, signal);
    const nowMs = clock.now();
    const range = span ?? (first.name === 'tail' ? first.range() : rangeAround(fleet?.pastMs ?? null, nowMs));
    if ('complaint' in range) {
      endWith(range);
      return { kind: 'failed', complaint: range.complaint };
    }
    const wanted = first.name === 'tail' ? first.wanted : ALL_LINES;
    const tail = openLogTail({
      source: ledgeredLogs(sources.logs, ledger, clock),
      choices: chosen.choices,
      clock: tailClock,
      frames: createClock(REAL_TIME),
      budget,
      random: Math.random,
      ...range,
      follow: range.untilMs === null,
      ...wanted,
      listener: watched,
      live: first.name === 'tail' ? liveLogs(chosen, session) : () => null,
      notices: [
        ...chosen.notices,
        ...chosen.choices.flatMap(({ group }) => unrecordedWords(session, group, range.sinceMs) ?? []),
      ].map((message) => ({ type: 'notice', kind: 'assumed', atMs: nowMs, message })),
    });
    void tail.ended.then((end) => {
      if (end.kind === 'failed') endWith(refusedPattern(end.error, wanted));
    });
    if (range.untilMs === null) {
      const left = new AbortController();
      void tail.ended.then(() => left.abort());
      void lookForNewcomers(selection, chosen, session, left.signal, ({ choice, notice, sinceMs }) =>
        tail.join(choice, Math.max(range.sinceMs, sinceMs), notice),
      );
    }
    return { kind: 'open', tail, functions: chosen.functions };
  }
  async function searchRequest(word: string, requestId: RawText): Promise<RequestAnswer | null> {
    const selection = first.name === 'tail' ? first.selection : selectionOf(word);
    const chosen = await chosenLogs(selection, session, signal, knownConfigurations());
    if ('complaint' in chosen) return null;
    const untilMs = fleet?.pastMs ?? clock.now();
    return findRequest({
      source: ledgeredLogs(sources.logs, ledger, clock),
      clock: tailClock,
      budget,
      random: Math.random,
      signal,
      choices: chosen.choices,
      requestId,
      sinceMs: untilMs - SEARCHED_MS,
      untilMs,
    });
  }
  /** A function that the account does not have is no dashboard to wait at. Null where it has it, or nobody knows. */
  function strangerComplaint(functionName: string): Complaint | null {
    const names = present?.getSnapshot().functions.map(({ name }) => name) ?? [];
    if (names.length === 0 || names.some((name) => name === functionName)) return null;
    return unknownFunction(functionName, functionName, names, session.region);
  }

  function endWith(complaint: Complaint | null): void {
    if (complaint === null) return;
    failure = complaint;
    app.close();
  }

  function watchedUntil(untilMs: EpochMs | null): FleetMonitor {
    return watchFleet({ ...session, thresholds: settings.thresholds, looksCloser: true, untilMs, watched });
  }

  function knownConfigurations(): readonly FunctionConfiguration[] {
    return fleet?.getNewest().functions.map(({ configuration }) => configuration) ?? [];
  }
}

/** What is read of a log that is opened from another screen, which shows the present or a moment of the past. */
function rangeAround(pastMs: EpochMs | null, nowMs: EpochMs): TailRange {
  return pastMs === null
    ? { sinceMs: nowMs - LOG_ON_SCREEN_MS, untilMs: null }
    : { sinceMs: pastMs - PAST_LOG_MS, untilMs: pastMs };
}

/** How much time the charts are to show; null where nobody said. */
function askedMinutes({ sinceMs, untilMs }: AskedWindow, nowMs: EpochMs): number | null {
  return sinceMs === null ? null : Math.max(1, Math.ceil(((untilMs ?? nowMs) - sinceMs) / MINUTE_MS));
}

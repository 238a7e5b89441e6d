import { checkup } from '../monitor/checkup/checkup.ts';
import type { Trial } from '../monitor/checkup/permission-trial.ts';
import type { SourceError } from '../monitor/source-error.ts';
import { doctorJson } from '../print/doctor/doctor-json.ts';
import { type ChosenSetting, checkupLines, settingLines } from '../print/doctor/doctor-text.ts';
import { isDenied } from '../print/doctor/missing-policy.ts';
import { shownEndpoint } from '../settings/endpoint-url.ts';
import { drawLine, plainLine } from '../terminal/drawing/draw-line.ts';
import type { Line } from '../terminal/line.ts';
import { lineWidth } from '../terminal/line-layout.ts';
import { safe } from '../terminal/safe-text.ts';
import { createTheme } from '../terminal/theme/theme.ts';
import type { Command } from './command/command.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from './command/exit-status.ts';
import { requestedWindow } from './session/requested-window.ts';
import type { Session } from './session/session.ts';
import { withSession } from './session/with-session.ts';
import { complain, printLine, printNotice } from './streams/standard-streams.ts';

/** Tries each permission, measures delays, and prints what is missing: the same lines on a terminal and in a pipe. */
export const doctor: Command = (invocation) =>
  withSession(invocation, requestedWindow, (session) => printCheckup(session, invocation.signal));

async function printCheckup(session: Session, signal: AbortSignal): Promise<ExitStatus> {
  const { settings, sources } = session;

  if (settings.since !== null || settings.until !== null) printNotice(TRIED_NOW);
  const isJson = settings.output === 'json';
  const print = linePrinter(session);
  const chosen = chosenSettings(session);
  // Without credentials, the settings in use are what helps; and answers may take a while.
  if (!isJson) print(settingLines(chosen));
  const found = await checkup(sources, { ...session, signal });
  session.close();
  if (signal.aborted) return EXIT_STATUS.done;
  if (isJson) printLine(doctorJson(chosen, found));
  else print(checkupLines(found));
  return outcomeOf(found.trials);
}

const TRIED_NOW = safe`--since and --until change nothing: doctor tries everything now`;

function linePrinter({ settings }: Session): (lines: readonly Line[]) => void {
  const theme = createTheme(settings.theme.value, settings.colorDepth);
  const isPlain = process.stdout.isTTY !== true || settings.colorDepth === 'none';
  return (lines) => {
    for (const line of lines) printLine(isPlain ? plainLine(line) : drawLine(line, lineWidth(line), theme));
  };
}

function chosenSettings({ settings, region, regionFrom }: Session): readonly ChosenSetting[] {
  const { profile, usesEnvironmentKeys, endpointUrl, cloudwatchProtocol } = settings;
  const credentials = usesEnvironmentKeys
    ? { value: 'keys', from: 'environment' }
    : { value: profile.value === null ? 'default chain' : `profile ${profile.value}`, from: profile.from };
  return [
    { name: safe`credentials`, ...credentials },
    { name: safe`region`, value: region, from: regionFrom },
    {
      name: safe`endpoint`,
      value: endpointUrl.value === null ? 'AWS' : shownEndpoint(endpointUrl.value),
      from: endpointUrl.from,
    },
    {
      name: safe`cloudwatch`,
      value: cloudwatchProtocol,
      says: cloudwatchProtocol === 'query' ? safe`asked in its older Query protocol` : null,
      from: cloudwatchProtocol === 'query' ? 'environment' : 'default',
    },
  ];
}

/** By importance: without credentials nothing was tried, and denials are for others to fix. */
const BY_WEIGHT: readonly SourceError['kind'][] = [
  'expired',
  'denied',
  'unreachable',
  'malformed',
  'throttled',
];

function outcomeOf(trials: readonly Trial[]): ExitStatus {
  const errors = trials.flatMap(({ outcome }) => (outcome.kind === 'failed' ? [outcome.error] : []));
  const worst = BY_WEIGHT.map((kind) => errors.find((error) => error.kind === kind)).find(
    (error) => error !== undefined,
  );
  if (worst === undefined) return EXIT_STATUS.done;
  const denied = trials.filter(isDenied).length;
  return complain(
    worst.kind === 'denied'
      ? `${denied} of ${trials.length} permissions ${denied === 1 ? 'is' : 'are'} denied`
      : errorSentence({ ...worst, action: askedInVain(worst, errors, trials) }),
    exitStatusOf(worst),
  );
}

/** Where several actions fail alike, none is to blame, so none is named. */
function askedInVain(
  { action, name }: SourceError,
  errors: readonly SourceError[],
  trials: readonly Trial[],
) {
  const alike = errors.filter((error) => error.name === name).length;
  if (alike === 1) return action;
  const tried = trials.filter(({ outcome }) => outcome.kind !== 'notTried').length;
  return `${alike} of ${tried} calls`;
}

import type { Command } from './command/command.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { namedFunction } from './names/named-function.ts';
import { runScreen } from './screen/screen.ts';
import { requestedMetricWindow } from './session/requested-window.ts';
import { withSession } from './session/with-session.ts';
import { complain, printNotice } from './streams/standard-streams.ts';
import { EXTRAS, type Printing } from './triage/printing.ts';
import { printOne } from './triage/report-on-one.ts';
import { printAll } from './triage/reports-on-all.ts';

const SINCE_SHORTENS =
  '--since shortens the timeline and what else is asked of Logs Insights or CloudTrail; all other parts cover about 3 h before --until, to compare with';

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
  return withSession(invocation, requestedMetricWindow, async (session, onFirstFrame) => {
    const { flags: window } = session;
    if (!session.hasScreen && session.settings.since !== null) printNotice(SINCE_SHORTENS);
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

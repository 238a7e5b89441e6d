import { tenseOfState } from '../monitor/fleet/freshness.ts';
import {
  type CheckQuestion,
  checkedStatus,
  checkThresholds,
} from '../monitor/function/status/checked-status.ts';
import type { FunctionStatus } from '../monitor/function/status/function-status.ts';
import { type CheckedFunction, checkText } from '../print/fleet/check-text.ts';
import { fleetJson } from '../print/fleet/fleet-json.ts';
import { safe } from '../terminal/safe-text.ts';
import { type CausesOfOne, causesOfOne, NO_CAUSES } from '../triage/cause/causes-of-one.ts';
import type { Severity } from '../triage/severity.ts';
import { checkQuestion } from './check/check-question.ts';
import { checkedFunctions, checkTargets, isChosen } from './check/checked-functions.ts';
import type { Command, Invocation } from './command/command.ts';
import type { Complaint } from './command/complaint.ts';
import { errorSentence } from './command/error-sentence.ts';
import { EXIT_STATUS, type ExitStatus, exitStatusOf } from './command/exit-status.ts';
import { lookOnce } from './fleet/one-look.ts';
import { unreadNotices } from './fleet/unread-notices.ts';
import { noFunction } from './names/no-function.ts';
import { type RequestedWindow, requestedMetricWindow } from './session/requested-window.ts';
import type { OpenSession } from './session/session.ts';
import { withSession } from './session/with-session.ts';
import { endUnreadWith } from './streams/process-end.ts';
import { complain, printLines, printNotice } from './streams/standard-streams.ts';

/** For cron, CI and deploy gates: a line for each function, and the worst of them as the exit status. */
export const check: Command = async (invocation) => {
  const question = checkQuestion(invocation.line.flags);
  if ('complaint' in question) return complain(question.complaint, question.status);
  // A gate that does not read the output must not take it for a pass.
  endUnreadWith(EXIT_STATUS.notJudged);
  return withSession(invocation, requestedMetricWindow, (session) =>
    printCheck(question, session, invocation),
  );
};

async function printCheck(
  question: CheckQuestion,
  session: OpenSession<RequestedWindow>,
  { line, signal }: Invocation,
): Promise<ExitStatus | Complaint> {
  const targets = checkTargets(line.operands, session.region);
  if ('complaint' in targets) return targets;
  const { settings, flags: window } = session;
  if (settings.since !== null) printNotice(SINCE_CHANGES_NOTHING);
  const thresholds = checkThresholds(settings.thresholds, question);
  const isAsked = (status: FunctionStatus) =>
    isChosen(targets, status.name) && keepsReasons(checkedStatus(status, question), status);
  const asking = {
    thresholds,
    untilMs: window.untilMs,
    isAsked,
    ...(targets.length > 0 && { isWanted: (name: string) => isChosen(targets, name) }),
  };
  const look = await lookOnce(session, asking, signal);
  if (signal.aborted) return EXIT_STATUS.done;

  const { functions, connection, causes } = look.snapshot;
  const { error } = connection;
  if (error !== null && functions.length === 0)
    return { complaint: errorSentence(error), status: exitStatusOf(error) };
  if (functions.length === 0 && targets.length === 0) {
    return noFunction(session.region);
  }
  const chosen = checkedFunctions(targets, functions, session.region);
  if ('complaint' in chosen) return chosen;
  const checked = chosen
    .map((status): CheckedFunction => {
      const asked = checkedStatus(status, question);
      return { status: asked, causes: causesWithin(asked, status, causesOfOne(causes, status)) };
    })
    .toSorted((a, b) => worstFirst(a.status, b.status));
  const verdict = worstStatus(
    checked.map(({ status }) => status),
    error !== null,
  );
  endUnreadWith(verdict);
  await printLines(
    settings.output === 'json'
      ? checked.map((each) => fleetJson(each.status, each.causes, tenseOfState(connection.state)))
      : checkText(checked, tenseOfState(connection.state)),
  );
  for (const notice of unreadNotices(look)) printNotice(notice);
  if (error !== null) printNotice(errorSentence(error));
  return verdict;
}

const SINCE_CHANGES_NOTHING = safe`--since changes nothing: check judges the newest minutes, or those before --until`;

/**
 * A cause covers all of a function's trouble: where the question excludes part of it, only the remaining rules are
 * reported.
 */
function causesWithin(asked: FunctionStatus, status: FunctionStatus, causes: CausesOfOne): CausesOfOne {
  return keepsReasons(asked, status) ? causes : NO_CAUSES;
}

function keepsReasons(asked: FunctionStatus, { reasons }: FunctionStatus): boolean {
  return reasons.every((reason) => asked.reasons.includes(reason));
}

/** Functions that could not be read or judged may be worse than the others. */
function worstStatus(checked: readonly FunctionStatus[], isPartial: boolean): ExitStatus {
  const has = (severity: Severity) => checked.some((status) => status.severity === severity);
  if (has('crit')) return EXIT_STATUS.critical;
  if (isPartial || has('unknown') || checked.some(({ notJudged }) => notJudged.length > 0))
    return EXIT_STATUS.notJudged;
  return has('warn') ? EXIT_STATUS.warn : EXIT_STATUS.done;
}

const ORDER: Readonly<Record<Severity, number>> = { crit: 0, unknown: 1, warn: 2, ok: 3 };

/** In the order of the exit status, then as in the fleet. */
function worstFirst(a: FunctionStatus, b: FunctionStatus): number {
  return ORDER[a.severity] - ORDER[b.severity];
}

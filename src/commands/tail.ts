import { type EpochMs, MINUTE_MS } from '../lambda/time.ts';
import type { TailItem } from '../logs/tail-item.ts';
import { ledgeredLogs } from '../monitor/ledgered-logs.ts';
import { followLog } from '../monitor/log-follower.ts';
import { tailJson } from '../print/tail-json.ts';
import { gapWords, noticeWords } from '../print/tail-notice.ts';
import { tailRaw, tailText } from '../print/tail-text.ts';
import type { Output } from '../settings/settings.ts';
import { timeFromArgument } from '../settings/time-argument.ts';
import { awaitedEvent } from './awaited-event.ts';
import type { Command } from './command.ts';
import type { Complaint } from './complaint.ts';
import { errorSentence } from './error-sentence.ts';
import { EXIT_STATUS, exitStatusOf } from './exit-status.ts';
import { runScreen } from './screen.ts';
import { openSession, type Session } from './session.ts';
import { complain, printLine, printNotice } from './standard-streams.ts';
import { type TailTarget, tailTarget } from './tail-target.ts';

/** What is read back when `--since` does not say: little before a live tail, as much as other tools for a printout. */
const SINCE_WHEN_FOLLOWING_MS = MINUTE_MS;
const SINCE_WHEN_PRINTING_MS = 10 * MINUTE_MS;

/** Follows the log of a function or a log group: a screen on a terminal, lines in a pipe. */
export const tail: Command = async (invocation) => {
  const { signal } = invocation;
  const word = invocation.line.operands[0] ?? '';
  const firstFrame = awaitedEvent();
  const session = await openSession(invocation, firstFrame.happened);
  if ('complaint' in session) return complain(session.complaint, session.status);
  const range = tailRange(session);
  if ('complaint' in range) return complain(range.complaint, range.status);
  if (session.hasScreen) {
    return runScreen(session, { name: 'tail', target: word, ...range }, signal, firstFrame.happens);
  }

  firstFrame.happens();
  const target = await tailTarget(word, session, signal);
  if ('complaint' in target) return complain(target.complaint, target.status);
  if (target.notice !== null) printNotice(target.notice);
  const { sources, clock, budget, ledger, settings } = session;
  const follow = settings.follow && range.untilMs === null;
  const end = await followLog({
    source: ledgeredLogs(sources.logs, ledger, clock),
    group: target.group,
    clock,
    budget,
    random: Math.random,
    ...range,
    follow,
    pattern: null,
    signal,
    onItems: printerOf(settings.output ?? 'text', target, follow),
  });
  session.close();
  return end.kind === 'failed'
    ? complain(errorSentence(end.error), exitStatusOf(end.error))
    : EXIT_STATUS.done;
};

export interface TailRange {
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs | null;
}

function tailRange({ settings, clock }: Session): TailRange | Complaint {
  const nowMs = clock.now();
  const usualMs = settings.follow ? SINCE_WHEN_FOLLOWING_MS : SINCE_WHEN_PRINTING_MS;
  const sinceMs = settings.since === null ? nowMs - usualMs : timeFromArgument(settings.since, nowMs);
  const untilMs = settings.until === null ? null : timeFromArgument(settings.until, nowMs);
  if (sinceMs === null) return unreadable('--since', settings.since);
  if (settings.until !== null && untilMs === null) return unreadable('--until', settings.until);
  if (untilMs !== null && untilMs < sinceMs)
    return { complaint: '--until is before --since', status: EXIT_STATUS.usage };
  return { sinceMs, untilMs };
}

function unreadable(flag: string, text: string | null): Complaint {
  return {
    complaint: `${flag} ${text} is not a time: 15m, 02:40 or 2026-11-24T02:40:00Z`,
    status: EXIT_STATUS.usage,
  };
}

function printerOf(
  output: Output,
  target: TailTarget,
  follow: boolean,
): (items: readonly TailItem[]) => void {
  return (items) => {
    for (const item of items) if (follow || !endsPrintout(item)) printItem(item, output, target);
  };
}

/** What ends a printout is what lmon ends with, and nothing that it waits for. */
function endsPrintout(item: TailItem): boolean {
  switch (item.type) {
    case 'event':
      return false;
    case 'gap':
      return item.reason === 'denied' || item.reason === 'expired';
    case 'notice':
      return item.kind === 'waiting' || item.kind === 'denied' || item.kind === 'expired';
  }
}

function printItem(item: TailItem, output: Output, { group, functionName }: TailTarget): void {
  if (output === 'json') printLine(tailJson(item, { functionName, logGroup: group }));
  else if (item.type === 'gap') printNotice(gapWords(item));
  else if (item.type === 'notice') printNotice(noticeWords(item));
  else printLine(output === 'raw' ? tailRaw(item) : tailText(item, functionName ?? group));
}

import { MINUTE_MS } from '../../../lambda/time.ts';
import { ageInWords, groupedText, utcMinute } from '../../../terminal/quantity.ts';
import { strong, words } from '../../../terminal/words.ts';
import { type FunctionMinute, total } from '../../minute/function-minute.ts';
import { WAITS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

const RECENT_MINUTES = 5;
/** A wait that grew by no more in five minutes is constant: nothing piles up. */
const STANDS_WITHIN_MS = WAITS.standsWithin * RECENT_MINUTES * MINUTE_MS;
/**
 * Failed events are retried after one minute and then after two more: that alone makes some wait this long wherever
 * calls fail.
 */
const LAST_TRY_MS = 3.5 * MINUTE_MS;

/** Events pile up in Lambda's queue: more arrive, or are retried, than the function processes. */
export const asyncBacklog: SuspectRule = {
  name: 'asyncBacklog',
  weigh(file) {
    const waits = longestWait(file.minutes);
    const longMs = Math.min(WAITS.ofEventsMs, file.thresholds.asyncEventAgeMs);
    if (waits === null || waits.nowMs < longMs) return null;
    const isGrowing = waits.beforeMs !== null && waits.nowMs - waits.beforeMs > STANDS_WITHIN_MS;
    const triedAgain = failedBefore(file.minutes, longMs);
    if (triedAgain === 'allFailed' && !isGrowing && waits.nowMs <= LAST_TRY_MS) return null;
    const age = metric(file, 'AsyncEventAge', 'Maximum');
    const pro: Weighed[] = [
      {
        weight: 3,
        says: words`events ${verb(file, 'wait', 'waited')} ${strong(ageInWords(waits.nowMs))} before they ${verb(file, 'are', 'were')} tried`,
        evidence: [age],
      },
    ];
    const contra: Weighed[] = [];
    if (waits.beforeMs !== null && isGrowing)
      pro.push({
        weight: 1,
        says: words`5 min before they waited ${ageInWords(waits.beforeMs)}`,
        evidence: [age],
      });
    else if (waits.beforeMs !== null)
      contra.push({
        weight: 1,
        says: words`the wait ${verb(file, 'does', 'did')} not grow any more`,
        evidence: [age],
      });
    const throttled = file.reasons.some(({ rule }) => rule === 'throttles');
    if (throttled)
      pro.push({
        weight: 1,
        says: words`what ${verb(file, 'is', 'was')} turned away ${verb(file, 'goes', 'went')} back to the queue`,
        evidence: [metric(file, 'Throttles', 'Sum')],
      });
    if (triedAgain !== null)
      contra.push({
        weight: 2,
        says: words`events that ${verb(file, 'fail are', 'failed were')} tried twice more, after 1 min and 2 min: they ${verb(file, 'wait', 'waited')} for that`,
        evidence: [metric(file, 'Errors', 'Sum')],
      });
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`no metric says who sends so many`,
        evidence: [metric(file, 'AsyncEventsReceived', 'Sum')],
      });
    const received = receivedWords(file);
    if (received !== null) pro.push(received);
    return {
      title: words`asynchronous events pile up`,
      pro,
      contra,
      advice: {
        now: words`find out who sends so many, and whether that can pause`,
        next: words`give it room to work them off: its own limit, or what the account pool has left`,
        later: words`a queue (SQS) in front, an on-failure destination, and an alarm on AsyncEventAge`,
        harms: words`sending again what seems lost: it waits for up to 6 h, and comes twice then`,
      },
    };
  },
};

/**
 * Whether all or most of the retried events had failed; null where fewer failed than were throttled, or too few. A
 * minute's longest wait may belong to a single failed event, so one failure explains one minute's wait.
 */
function failedBefore(minutes: readonly FunctionMinute[], longMs: number): 'allFailed' | 'mostFailed' | null {
  const recent = minutes.slice(-RECENT_MINUTES);
  const since = minutes.slice(-RECENT_MINUTES - Math.ceil(LAST_TRY_MS / MINUTE_MS));
  const failed = total(since, ({ errors }) => errors);
  const turnedAway = total(since, ({ throttles }) => throttles);
  const waited = recent.filter(({ asyncEventAgeMs }) => (asyncEventAgeMs ?? 0) >= longMs);
  if (failed < waited.length) return null;
  if (turnedAway === 0) return 'allFailed';
  return failed > turnedAway ? 'mostFailed' : null;
}

/** A minute without attempts shows no wait, and an old one says nothing about now. */
function longestWait(minutes: readonly FunctionMinute[]) {
  const nowMs = newestWait(minutes.slice(-RECENT_MINUTES));
  if (nowMs === null) return null;
  return { nowMs, beforeMs: newestWait(minutes.slice(-2 * RECENT_MINUTES, -RECENT_MINUTES)) };
}

function newestWait(minutes: readonly FunctionMinute[]): number | null {
  return minutes.findLast(({ asyncEventAgeMs }) => asyncEventAgeMs !== null)?.asyncEventAgeMs ?? null;
}

function receivedWords(file: CaseFile): Weighed | null {
  const events = file.reading?.events;
  if (events?.received == null) return null;
  const lastMs = file.minutes.at(-1)?.minuteMs;
  if (lastMs === undefined || events.toMs > lastMs + MINUTE_MS) return null;
  const within = file.minutes.filter(({ minuteMs }) => minuteMs >= events.fromMs && minuteMs < events.toMs);
  const worked = total(within, ({ invocations, errors }) =>
    invocations === null ? null : invocations - (errors ?? 0),
  );
  const left = events.received - worked;
  if (left <= 0.02 * events.received) return null;
  return {
    weight: 1,
    says: words`of ${groupedText(events.received)} events since ${utcMinute(events.fromMs)} about ${strong(groupedText(left))} ${verb(file, 'are', 'were')} not worked off`,
    evidence: [
      metric(file, 'AsyncEventsReceived', 'Sum', events.fromMs),
      metric(file, 'Invocations', 'Sum', events.fromMs),
    ],
  };
}

/** The function's own output calls it again. Lambda stops such a loop after about sixteen calls, and counts that. */
export const recursion: SuspectRule = {
  name: 'recursion',
  weigh(file, { attempts }) {
    const events = file.reading?.events;
    if (events == null || events.loopsStopped === 0 || events.loopsSinceMs === null) return null;
    const evidence = [metric(file, 'RecursiveInvocationsDropped', 'Sum', events.loopsSinceMs)];
    const pro: Weighed[] = [
      {
        weight: 8,
        says: words`Lambda stopped ${strong(groupedText(events.loopsStopped))} chains in which it called itself, since ${utcMinute(events.loopsSinceMs)}`,
        evidence,
      },
    ];
    if (attempts !== null && attempts.now > attempts.before)
      pro.push({
        weight: 1,
        says: words`attempts rose at ${utcMinute(attempts.sinceMs)}, as they do when each call makes another`,
        evidence: [metric(file, 'Invocations', 'Sum')],
      });
    return {
      title: words`it calls itself`,
      pro,
      contra: [
        {
          weight: 0,
          says: words`no metric says by which queue, topic or bucket the chain comes back`,
          evidence,
        },
      ],
      advice: {
        now: words`stop it: set its reserved concurrency to 0, if it may stand still`,
        next: words`find where it writes what calls it, and write that elsewhere: another queue, prefix or bucket`,
        later: words`a filter on what may call it; an alarm on RecursiveInvocationsDropped`,
        harms: words`more room, or allowing recursive loops: each event costs sixteen calls already`,
      },
    };
  },
};

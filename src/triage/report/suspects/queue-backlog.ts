import { boundOfQueues, type QueuesBound } from '../../../capacity/limit/source-limit.ts';
import { sourceName } from '../../../lambda/delivery/event-source.ts';
import type { Line } from '../../../terminal/line.ts';
import { ageInWords, groupedText, wholePercentText } from '../../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { DurationRise } from '../../change/duration-rise.ts';
import { WAITS } from '../../thresholds.ts';
import type { CallingSource, CaseFile } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { freeFirst, shortPoolOf } from '../case-file/short-pool.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';

const MAPPINGS = api('lambda:ListEventSourceMappings');

/** Messages wait: their mapping is at its maximum concurrency or disabled, or more arrive than are processed. */
export const queueBacklog: SuspectRule = {
  name: 'queueBacklog',
  weigh(file, onsets) {
    if (file.waiting?.of !== 'messages') return null;
    const use = shareOfMapping(file);
    const isFull = use !== null && use >= file.thresholds.use.warnAt;
    const waitsLong = file.reasons.some(({ rule }) => rule === 'backlog');
    if (!isFull && !waitsLong) return null;
    const age = metric(file, 'ApproximateAgeOfOldestMessage', 'Maximum');
    const pro: Weighed[] = [];
    const contra: Weighed[] = [];
    if (use !== null)
      (isFull ? pro : contra).push({
        weight: isFull ? 3 : 1,
        says: words`${strong(safe`${wholePercentText(Math.min(1, use))} %`)} of the ${groupedText(mostCalls(file))} that its mapping may run at once ${verb(file, 'are', 'were')} busy`,
        evidence: [MAPPINGS, metric(file, 'ConcurrentExecutions', 'Maximum')],
      });
    const { off, areAllOff } = switchedOff(file);
    if (off.length > 0) pro.push(nobodyReceives(file, off, areAllOff));
    const ageMs = file.waiting.ageMs ?? 0;
    if (ageMs >= Math.min(WAITS.ofMessagesMs, file.thresholds.queueAgeMs))
      pro.push({
        weight: 2,
        says: words`the oldest message ${verb(file, 'waits', 'waited')} ${strong(ageInWords(ageMs))}`,
        evidence: [age],
      });
    else
      contra.push({
        weight: 1,
        says: words`no message ${verb(file, 'waits for long yet', 'waited for long')}`,
        evidence: [age],
      });
    contra.push(...otherWays(file, onsets));
    if (contra.length === 0)
      contra.push({
        weight: 0,
        says: words`only the queue's own metrics tell whether more is sent than before`,
        evidence: [age],
      });
    return {
      title: words`messages wait${whyTheyWait(isFull ? boundOfQueues(queuesOf(file)) : null, off, areAllOff)}`,
      pro,
      contra,
      advice: {
        now: firstStep(file, isFull, areAllOff),
        next: words`larger batches, if a call costs more than its messages`,
        later: words`an alarm on the age of the oldest message`,
        harms: words`emptying the queue: what waits is not lost, unless it waits longer than the queue keeps it`,
      },
    };
  },
};

function firstStep(file: CaseFile, isFull: boolean, areAllOff: boolean): Line {
  if (areAllOff)
    return words`ask who switched the mapping off, and why; switch it on again once that is mended`;
  if (!isFull) return words`look at what its calls do: how long they take, and how many fail and come again`;
  const pool = shortPoolOf(file);
  const more = moreCalls(boundOfQueues(queuesOf(file)));
  return pool === null
    ? words`see whether what it calls bears more; then ${more}`
    : words`${freeFirst(pool, file.name)}; then ${more}, if what it calls bears more`;
}

function moreCalls(bound: QueuesBound): SafeText {
  switch (bound) {
    case 'pollers':
      return safe`give its mapping more provisioned pollers`;
    case 'maximum':
      return safe`raise the maximum concurrency of its mapping`;
    case 'greatestMaximum':
      return safe`give its mapping provisioned pollers in place of its maximum concurrency`;
    case 'default':
      return safe`give its mapping provisioned pollers`;
  }
}

function nobodyReceives(file: CaseFile, off: readonly CallingSource[], areAllOff: boolean): Weighed {
  return {
    weight: areAllOff ? 4 : 2,
    says: areAllOff
      ? words`its event source mapping of each queue ${verb(file, 'is', 'was')} ${strong(safe`switched off`)}: nobody ${verb(file, 'receives', 'received')} the messages`
      : words`its event source mapping of ${queueNames(off)} ${verb(file, 'is', 'was')} ${strong(safe`switched off`)}: where messages ${verb(file, 'wait', 'waited')} there, nobody ${verb(file, 'receives', 'received')} them`,
    evidence: [MAPPINGS],
  };
}

function shareOfMapping({ assessment: { limit } }: CaseFile): number | null {
  return limit.kind === 'source' && limit.inUse !== null && limit.value > 0
    ? limit.inUse / limit.value
    : null;
}

function mostCalls({ assessment: { limit } }: CaseFile): number {
  return limit.kind === 'source' ? limit.value : 0;
}

interface SwitchedOff {
  readonly off: readonly CallingSource[];
  readonly areAllOff: boolean;
}

/** The wait covers all queues together: where only some mappings are disabled, it may be another queue's. */
function switchedOff(file: CaseFile): SwitchedOff {
  const queues = queuesOf(file);
  const off = queues.filter(({ state }) => state === 'Disabled' || state === 'Disabling');
  return { off, areAllOff: off.length > 0 && off.length === queues.length };
}

function queuesOf({ eventSources }: CaseFile): readonly CallingSource[] {
  return eventSources.known ? eventSources.value.filter(({ kind }) => kind === 'sqs') : [];
}

function queueNames(sources: readonly CallingSource[]): SafeText {
  return joinSafe(
    sources.map(({ name }) => safeText(sourceName(name))),
    safe`, `,
  );
}

/** Other reasons for a wait, which should be fixed first. */
function otherWays(file: CaseFile, { duration, errorsMs, throttlesMs }: Onsets): readonly Weighed[] {
  const told: Weighed[] = [];
  if (duration !== null)
    told.push({
      weight: sufficedBefore(file, duration) ? 4 : 2,
      says: words`its calls ${verb(file, 'take longer than they did', 'took longer than before')}: at the old duration that would ${verb(file, 'do', 'have done')}`,
      evidence: [metric(file, 'Duration', 'Average')],
    });
  if (errorsMs !== null)
    told.push({
      weight: 2,
      says: words`calls ${verb(file, 'fail', 'failed')}: their messages ${verb(file, 'come again, and wait', 'came again, and waited')} for that`,
      evidence: [metric(file, 'Errors', 'Sum')],
    });
  if (throttlesMs !== null)
    told.push({
      weight: 1,
      says: words`calls ${verb(file, 'are', 'were')} turned away: their messages ${verb(file, 'go', 'went')} back to the queue`,
      evidence: [metric(file, 'Throttles', 'Sum')],
    });
  return told;
}

/**
 * Whether calls at their earlier duration would leave room, and slowed down before anything waited: a wait fills
 * batches, which makes calls longer.
 */
function sufficedBefore(file: CaseFile, { sinceMs, beforeMs, nowMs }: DurationRise): boolean {
  const use = shareOfMapping(file);
  const waitsMs = file.reasons.find(({ rule }) => rule === 'backlog')?.sinceMs ?? null;
  if (use === null || (waitsMs !== null && waitsMs < sinceMs)) return false;
  return (use * beforeMs) / nowMs < file.thresholds.use.warnAt;
}

/** @param bound the limit on concurrent calls, where it is reached */
function whyTheyWait(bound: QueuesBound | null, off: readonly CallingSource[], areAllOff: boolean): SafeText {
  if (areAllOff)
    return off.length === 1 ? safe`: their mapping is switched off` : safe`: their mappings are switched off`;
  switch (bound) {
    case 'pollers':
      return safe`: the provisioned pollers of their mapping make no more calls`;
    case 'maximum':
    case 'greatestMaximum':
      return safe` for the maximum concurrency of their mapping`;
    case 'default':
      return safe`: Lambda makes no more calls for their queue`;
    case null:
      return whereNobodyReceives(off);
  }
}

function whereNobodyReceives(off: readonly CallingSource[]): SafeText {
  return off.length > 0 ? safe`, maybe those of ${queueNames(off)}: its mapping is switched off` : safe``;
}

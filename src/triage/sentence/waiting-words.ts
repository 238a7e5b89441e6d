import type { BindingLimit } from '../../capacity/assessment.ts';
import type { Line } from '../../terminal/line.ts';
import { ageInWords, groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { inTense, type Tense } from '../../terminal/tense.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { poolIsFull } from '../cause/pool.ts';
import type { Backlogged } from '../minute/backlog.ts';
import { busyWorkersText } from './source-words.ts';
import { minutesText, nowSince, since, type TimeWords } from './time-words.ts';

/** What waits, as the subject of a sentence. */
export const OLDEST: Readonly<Record<Backlogged, SafeText>> = {
  messages: safe`the oldest message`,
  events: safe`the oldest asynchronous event`,
};

type Lagging = Extract<Cause, { kind: 'lagging' }>;

export function laggingWords(cause: Lagging, timeWords: TimeWords): Line {
  const { ageMs, growthMs } = cause;
  const behind = strong(safe`${ageInWords(ageMs)} behind`);
  const whenBegun = since(cause, timeWords);
  const growing =
    growthMs === null || growthMs <= 0
      ? words`${behind}${whenBegun}${growthMs === null ? safe`` : safe`, catching up`}`
      : words`${behind}, ${minutesText(growthMs)} min more a minute${whenBegun}`;
  return [...growing, ...lagEvidence(cause, timeWords.tense)];
}

export function shortLaggingWords(cause: Lagging, tense: Tense): Line {
  const { growthMs } = cause;
  const pace = growthMs !== null && growthMs > 0 ? safe`, +${minutesText(growthMs)} a min` : safe``;
  return [...behindWords(cause), ...words`${pace}`, ...lagEvidence(cause, tense)];
}

/** Why it falls behind matters more than how fast; that the pool is full has a line of its own. */
export function shortestLaggingWords(cause: Lagging, tense: Tense): Line {
  return [...behindWords(cause), ...lagEvidence(cause, tense, () => [])];
}

function behindWords({ ageMs }: Lagging): Line {
  return words`${strong(safe`${ageInWords(ageMs)} behind`)}`;
}

/** Where its use makes the row critical, the sentence begins with the workers. */
function lagEvidence({ suspicion, limit, criticalBy }: Lagging, tense: Tense, ofPool = poolEvidence): Line {
  if (suspicion === 'blockedShard')
    return words`; likely one record ${inTense(tense, 'blocks', 'blocked')} its shard`;
  return [...(criticalBy?.rule === 'use' ? [] : busyEvidence(limit)), ...ofPool(limit, tense)];
}

/** Of a consumer: how many of its workers are busy, and whether the pool that they draw on is full as well. */
export function workersEvidence(limit: BindingLimit, tense: Tense): Line {
  return [...busyEvidence(limit), ...poolEvidence(limit, tense)];
}

function poolEvidence(limit: BindingLimit, tense: Tense): Line {
  return limit.kind === 'source' && poolIsFull(limit)
    ? words`; the account pool ${inTense(tense, 'is', 'was')} full too`
    : [];
}

function busyEvidence(limit: BindingLimit): Line {
  return limit.kind !== 'source' || limit.inUse === null
    ? []
    : words`; ${busyWorkersText({ ...limit, inUse: limit.inUse })}`;
}

/** Whether the sentence about a stream already covers that, with its workers. */
export function saysPoolIsFull(cause: Cause): boolean {
  return saysWorkers(cause) && cause.limit.kind === 'source' && poolIsFull(cause.limit);
}

/** Whether the sentence about a stream tells how many of its workers are busy, instead of why the others are not. */
export function saysWorkers(cause: Cause): cause is Lagging {
  return cause.kind === 'lagging' && cause.suspicion !== 'blockedShard';
}

export function redrivingWords(cause: Extract<Cause, { kind: 'redriving' }>, timeWords: TimeWords): Line {
  const { tense } = timeWords;
  const { messagesPerMinute, waiting, queueNames } = cause;
  const wait =
    waiting === null ? safe`` : safe`: ${groupedText(waiting)} ${inTense(tense, 'wait', 'waited')} there`;
  return words`${inTense(tense, 'sends', 'sent')} ${strong(messagesAMinute(messagesPerMinute))} to ${redriveQueue(queueNames)}${nowSince(cause, timeWords)}${wait}`;
}

export function backloggedWords(cause: Extract<Cause, { kind: 'backlogged' }>, timeWords: TimeWords): Line {
  const { of, ageMs } = cause;
  return words`${inTense(timeWords.tense, 'has', 'had')} work waiting: ${OLDEST[of]} for ${strong(ageInWords(ageMs))}${paceWords(cause, timeWords)}`;
}

function paceWords(cause: Extract<Cause, { kind: 'backlogged' }>, timeWords: TimeWords): SafeText {
  const { tense } = timeWords;
  switch (cause.pace) {
    case 'grows':
      return safe`; waits ${inTense(tense, 'grow', 'grew')}${since(cause, timeWords)}`;
    case 'stands':
      return safe`, and ${inTense(tense, 'does', 'did')} not catch up`;
    case 'catchesUp':
      return safe`, catching up`;
    case null:
      return safe``;
  }
}

/** Why nothing comes from its event sources, and what that does to them; empty where they are read. */
export function nobodyReadsWords(switchedOff: readonly RawText[], tense: Tense): SafeText {
  const [name, ...others] = switchedOff;
  if (name === undefined) return safe``;
  const off =
    others.length === 0
      ? safe`its mapping of ${safeText(name)} ${inTense(tense, 'is', 'was')}`
      : safe`its ${switchedOff.length} mappings ${inTense(tense, 'are', 'were')}`;
  const waits = inTense(tense, 'what arrives there waits', 'what arrived there waited');
  return safe`; ${off} switched off: ${waits}`;
}

/** `3.2 messages a minute` */
export function messagesAMinute(count: number): SafeText {
  return safe`${rateText(count)} messages a minute`;
}

/** `its redrive queue orders-failed`, `its 2 redrive queues` */
export function redriveQueue(queueNames: readonly RawText[]): SafeText {
  const [name, ...others] = queueNames;
  if (name === undefined) return safe`its redrive queue`;
  return others.length === 0
    ? safe`its redrive queue ${safeText(name)}`
    : safe`its ${queueNames.length} redrive queues`;
}

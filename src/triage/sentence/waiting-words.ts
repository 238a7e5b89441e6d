import type { BindingLimit } from '../../capacity/assessment.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText, groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { strong, words } from '../../terminal/words.ts';
import type { Cause } from '../cause/cause.ts';
import { poolIsFull } from '../cause/pool.ts';
import type { Backlogged } from '../minute/backlog.ts';
import { busyWorkersText } from './source-words.ts';
import { minutesText, type SinceWords, since } from './time-words.ts';

/** What waits, as the subject of a sentence. */
export const OLDEST: Readonly<Record<Backlogged, SafeText>> = {
  messages: safe`the oldest message`,
  events: safe`the oldest asynchronous event`,
};

export function laggingWords(cause: Extract<Cause, { kind: 'lagging' }>, sinceWords: SinceWords): Line {
  const { ageMs, growthMs } = cause;
  const behind = strong(safe`${ageText(ageMs)} behind`);
  const whenBegun = since(cause, sinceWords);
  const growing =
    growthMs === null || growthMs <= 0
      ? words`${behind}${whenBegun}${growthMs === null ? safe`` : safe`, catching up`}`
      : words`${behind}, ${minutesText(growthMs)} min more every minute${whenBegun}`;
  return [...growing, ...lagEvidence(cause)];
}

/** @param saysPace whether how fast it falls behind is said: why it does is worth more */
export function shortLaggingWords(cause: Extract<Cause, { kind: 'lagging' }>, saysPace: boolean): Line {
  const { ageMs, growthMs } = cause;
  const pace =
    saysPace && growthMs !== null && growthMs > 0 ? safe`, +${minutesText(growthMs)} a min` : safe``;
  return [...words`${strong(safe`${ageText(ageMs)} behind`)}${pace}`, ...lagEvidence(cause)];
}

function lagEvidence({ suspicion, limit }: Extract<Cause, { kind: 'lagging' }>): Line {
  return suspicion === 'blockedShard' ? words`; likely one record blocks its shard` : workersEvidence(limit);
}

/** For a consumer: how many of its workers are busy, and whether its pool is full as well. */
export function workersEvidence(limit: BindingLimit): Line {
  if (limit.kind !== 'source') return [];
  const busy = limit.inUse === null ? [] : words`; ${busyWorkersText({ ...limit, inUse: limit.inUse })}`;
  return poolIsFull(limit) ? [...busy, ...words`; the account pool is full too`] : busy;
}

/** Whether the sentence about a stream already covers that, with its workers. */
export function saysPoolIsFull(cause: Cause): boolean {
  if (cause.kind !== 'lagging' || cause.suspicion === 'blockedShard') return false;
  return cause.limit.kind === 'source' && poolIsFull(cause.limit);
}

export function redrivingWords(cause: Extract<Cause, { kind: 'redriving' }>, sinceWords: SinceWords): Line {
  const { messagesPerMinute, waiting, queueNames } = cause;
  const wait = waiting === null ? safe`` : safe`: ${groupedText(waiting)} wait there`;
  return words`sends ${strong(messagesAMinute(messagesPerMinute))} to ${redriveQueue(queueNames)}${since(cause, sinceWords)}${wait}`;
}

export function backloggedWords(cause: Extract<Cause, { kind: 'backlogged' }>, sinceWords: SinceWords): Line {
  const { of, ageMs } = cause;
  return words`has work waiting: ${OLDEST[of]} for ${strong(ageText(ageMs))}${paceWords(cause, sinceWords)}`;
}

function paceWords(cause: Extract<Cause, { kind: 'backlogged' }>, sinceWords: SinceWords): SafeText {
  switch (cause.pace) {
    case 'grows':
      return safe`; waits grow${since(cause, sinceWords)}`;
    case 'stands':
      return safe`, and does not catch up`;
    case 'catchesUp':
      return safe`, catching up`;
    case null:
      return safe``;
  }
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

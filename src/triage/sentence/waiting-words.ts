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
import type { SentenceForms } from './sentence-forms.ts';
import { busyWorkersText } from './source-words.ts';
import { minutesText, nowSince, since, type TimeWords } from './time-words.ts';

/** What waits, as the subject of a sentence. */
export const OLDEST: Readonly<Record<Backlogged, SafeText>> = {
  messages: safe`the oldest message`,
  events: safe`the oldest asynchronous event`,
};

type Lagging = Extract<Cause, { kind: 'lagging' }>;

export function laggingSentence(cause: Lagging, timeWords: TimeWords): SentenceForms {
  const { ageMs, growthMs } = cause;
  const { tense } = timeWords;
  const behind = strong(safe`${ageInWords(ageMs)} behind`);
  const whenBegun = since(cause, timeWords);
  const why = lagEvidence(cause, tense);
  // Why it falls behind matters more than how fast; that the pool is full has a line of its own.
  const shortest = words`${behind}${lagEvidence(cause, tense, { ofPool: false })}`;
  if (growthMs === null || growthMs <= 0) {
    const pace = growthMs === null ? safe`` : safe`, catching up`;
    return { says: words`${behind}${whenBegun}${pace}${why}`, short: words`${behind}${why}`, shortest };
  }
  const pace = minutesText(growthMs);
  return {
    says: words`${behind}, ${pace} min more a minute${whenBegun}${why}`,
    short: words`${behind}, +${pace} a min${why}`,
    shortest,
  };
}

/** Where its use makes the row critical, the sentence begins with the workers. */
function lagEvidence(
  { suspicion, limit, criticalBy }: Lagging,
  tense: Tense,
  { ofPool } = { ofPool: true },
): Line {
  if (suspicion === 'blockedShard')
    return words`; likely one record ${inTense(tense, 'blocks', 'blocked')} its shard`;
  const busy = criticalBy?.rule === 'use' ? [] : busyEvidence(limit);
  return ofPool ? [...busy, ...poolEvidence(limit, tense)] : busy;
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

export function redrivingSentence(
  cause: Extract<Cause, { kind: 'redriving' }>,
  timeWords: TimeWords,
): SentenceForms {
  const { tense } = timeWords;
  const { messagesPerMinute, waiting, queueNames } = cause;
  const sends = inTense(tense, 'sends', 'sent');
  const short = words`${sends} ${strong(messagesAMinute(messagesPerMinute))} to ${redriveQueue(queueNames)}`;
  const wait =
    waiting === null ? safe`` : safe`: ${groupedText(waiting)} ${inTense(tense, 'wait', 'waited')} there`;
  return { says: words`${short}${nowSince(cause, timeWords)}${wait}`, short };
}

export function backloggedSentence(
  cause: Extract<Cause, { kind: 'backlogged' }>,
  timeWords: TimeWords,
): SentenceForms {
  const { of, ageMs } = cause;
  const has = inTense(timeWords.tense, 'has', 'had');
  return {
    says: words`${has} work waiting: ${OLDEST[of]} for ${strong(ageInWords(ageMs))}${paceWords(cause, timeWords)}`,
  };
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

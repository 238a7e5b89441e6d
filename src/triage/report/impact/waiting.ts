import { sourceName } from '../../../lambda/delivery/event-source.ts';
import { MINUTE_MS } from '../../../lambda/time.ts';
import { ageInWords, groupedText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { backloggedOf } from '../../minute/backlog.ts';
import { total } from '../../minute/function-minute.ts';
import { keptText } from '../../sentence/source-words.ts';
import { minutesText } from '../../sentence/time-words.ts';
import { OLDEST, redriveQueue } from '../../sentence/waiting-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { isOfThen, verb } from '../case-file/tense.ts';
import type { Claim } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';
import { sinceText } from './since-text.ts';
import { SOON_MS, type StreamLoss, streamLossOf } from './stream-loss.ts';
import { knownSince } from './trend.ts';

/** How long records wait, and whether that grows: `aboutToExpire` where some will soon be lost. */
export interface WaitingRecords {
  readonly aboutToExpire: readonly Claim[];
  readonly waiting: readonly Claim[];
}

export function waitingRecords(file: CaseFile): WaitingRecords {
  const reason = file.reasons.find(({ rule }) => rule === 'iteratorAge');
  if (reason === undefined) return { aboutToExpire: [], waiting: [] };
  const age = metric(file, 'IteratorAge', 'Maximum');
  const ageMs = reason.value;
  const growthMs = file.iteratorAgeGrowthMs;
  const pace =
    growthMs === null || growthMs === 0
      ? words``
      : growthMs > 0
        ? words`, ${minutesText(growthMs)} min more a minute: it ${verb(file, 'falls', 'fell')} further behind`
        : words`, less every minute: caught up in about ${ageInWords((ageMs / -growthMs) * MINUTE_MS)}`;
  const waiting: Claim = {
    says: words`its records ${verb(file, 'wait', 'waited')} ${strong(ageInWords(ageMs))}${pace}`,
    evidence: [age],
  };
  return { aboutToExpire: [], waiting: [waiting], ...lossClaims(file, waiting, ageMs) };
}

/** When records will be lost, where they will and it is known. */
function lossClaims(file: CaseFile, waiting: Claim, ageMs: number): Partial<WaitingRecords> {
  const { eventSources, iteratorAgeGrowthMs } = file;
  const first = eventSources.known ? streamLossOf(eventSources.value, ageMs, iteratorAgeGrowthMs) : null;
  if (first === null || first.loss.kind !== 'in') return {};
  const { leftMs } = first.loss;
  const keeps = keptWords(first);
  const evidence = [
    metric(file, 'IteratorAge', 'Maximum'),
    first.kept.by === 'stream' ? api('kinesis:DescribeStreamSummary') : api('lambda:ListEventSourceMappings'),
  ];
  if (leftMs < SOON_MS) {
    const says = words`${strong(safe`records ${verb(file, 'are', 'were to be')} lost in about ${ageInWords(leftMs)}`, 'crit')}: ${keeps}, and they ${verb(file, 'wait', 'had waited')} ${ageInWords(ageMs)} already`;
    return { aboutToExpire: [{ says, evidence }] };
  }
  const says = words`no record ${verb(file, 'is', 'was')} lost so far: ${keeps}, and at ${verb(file, 'this', 'that')} pace the first ${verb(file, 'are', 'were to be')} lost in ${strong(ageInWords(leftMs))}`;
  return { waiting: [waiting, { says, evidence }] };
}

function keptWords({ source, kept }: StreamLoss): SafeText {
  return kept.by === 'stream'
    ? safe`${safeText(sourceName(source.name))} keeps them for ${keptText(kept.keptMs)}`
    : safe`its event source mapping skips what is older than ${keptText(kept.keptMs)}`;
}

/** Messages that were received too often: kept, but no longer processed. */
export function redrivenMessages(file: CaseFile): readonly Claim[] {
  const reason = file.reasons.find(({ rule }) => rule === 'redrive');
  if (reason === undefined) return [];
  const count = total(knownSince(file, reason.sinceMs), ({ redriveGrowth }) =>
    Math.max(0, redriveGrowth ?? 0),
  );
  const [redrive, ...others] = file.redrives;
  const place =
    redrive !== undefined && others.length === 0
      ? safeText(redrive.queueName)
      : redriveQueue(file.redrives.map(({ queueName }) => queueName));
  const since = reason.sinceMs === null ? safe`` : safe` ${sinceText(file, reason.sinceMs)}`;
  // They outlast the trouble: nothing but a redrive takes them out.
  const they = isOfThen(file)
    ? safe`they waited in ${place}, and nobody worked on them`
    : safe`they wait in ${place}, and nobody works on them`;
  return [
    {
      says: words`${strong(groupedText(count))} messages set aside${since}: ${they}`,
      evidence: [metric(file, 'ApproximateNumberOfMessagesVisible', 'Maximum', reason.sinceMs)],
    },
  ];
}

/** Messages or events that wait longer and longer: nothing is lost yet. */
export function backloggedWork(file: CaseFile): readonly Claim[] {
  const reason = file.reasons.find(({ rule }) => rule === 'backlog');
  const of = backloggedOf(file.minutes);
  if (reason === undefined || of === null) return [];
  const name = of === 'events' ? 'AsyncEventAge' : 'ApproximateAgeOfOldestMessage';
  const kept = of === 'events' ? safe`; Lambda gives up on an event after 6 h, or sooner if told so` : safe``;
  return [
    {
      says: words`${OLDEST[of]} ${verb(file, 'waits', 'waited')} for ${strong(ageInWords(reason.value))}${kept}`,
      evidence: [metric(file, name, 'Maximum', reason.sinceMs)],
    },
  ];
}

import { isStream, sourceName } from '../../lambda/event-source.ts';
import { HOUR_MS, MINUTE_MS } from '../../lambda/time.ts';
import { ageText, groupedText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { strong, words } from '../../terminal/words.ts';
import { redriveQueue } from '../cause-sentence.ts';
import { total } from '../function-minute.ts';
import type { CaseFile } from './case-file.ts';
import type { Claim } from './claim.ts';
import { api, metric } from './evidence.ts';
import { knownSince } from './trend.ts';

/** Records that are lost sooner than this are said before all else. */
const SOON_MS = 6 * HOUR_MS;

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
        ? words` and ${ageText(growthMs)} longer every minute: it falls further behind`
        : words` and less every minute: caught up in about ${ageText((ageMs / -growthMs) * MINUTE_MS)}`;
  const waiting: Claim = { says: words`its records wait ${strong(ageText(ageMs))}${pace}`, evidence: [age] };
  const stream = file.eventSources.known
    ? file.eventSources.value.find(({ kind }) => isStream(kind))
    : undefined;
  const retentionMs = stream?.retentionMs ?? null;
  if (stream === undefined || retentionMs === null || growthMs === null || growthMs <= 0)
    return { aboutToExpire: [], waiting: [waiting] };
  const name = safeText(sourceName(stream.name));
  const leftMs = Math.max(0, ((retentionMs - ageMs) / growthMs) * MINUTE_MS);
  const evidence = [age, api('kinesis:DescribeStreamSummary')];
  if (leftMs < SOON_MS)
    return {
      aboutToExpire: [
        {
          says: words`${strong(safe`records are lost in about ${ageText(leftMs)}`, 'crit')}: ${name} keeps them for ${hours(retentionMs)}, and they wait ${ageText(ageMs)} already`,
          evidence,
        },
      ],
      waiting: [waiting],
    };
  return {
    aboutToExpire: [],
    waiting: [
      waiting,
      {
        says: words`no record is lost so far: ${name} keeps them for ${hours(retentionMs)}, and at this pace the first are gone in ${ageText(leftMs)}`,
        evidence,
      },
    ],
  };
}

function hours(ms: number) {
  return safe`${Math.round(ms / HOUR_MS)} h`;
}

/** Messages that were received too often: kept, but nobody works on them. */
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
  const since = reason.sinceMs === null ? safe`` : safe` since ${utcMinute(reason.sinceMs)}`;
  return [
    {
      says: words`${strong(groupedText(count))} messages set aside${since}: they wait in ${place}, and nobody works on them`,
      evidence: [metric(file, 'ApproximateNumberOfMessagesVisible', 'Maximum', reason.sinceMs)],
    },
  ];
}

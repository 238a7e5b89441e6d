import { isStream, sourceName } from '../../../lambda/delivery/event-source.ts';
import type { HitShare } from '../../../logs/comparison/hit-shares.ts';
import { SHARD_FIELD } from '../../../logs/comparison/run-fields.ts';
import { shareText } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { streamSuspicion } from '../../cause/stream-suspicion.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Weighed } from '../claims/claim.ts';
import { logLines, metric } from '../claims/evidence.ts';
import type { SuspectRule } from '../claims/suspect.ts';
import { callsInLog } from '../said/calls-in-log.ts';
import { failedHits } from '../said/failed-call-signs.ts';
import { comparedEvidence } from '../said/pattern-claims.ts';
import { busyWords, lags } from './lagging-stream.ts';

/** One record fails again and again, and blocks its shard. */
export const blockedShard: SuspectRule = {
  name: 'blockedShard',
  weigh(file) {
    if (!lags(file)) return null;
    const age = metric(file, 'IteratorAge', 'Maximum');
    const isBlocked = streamSuspicion(file) === 'blockedShard';
    const busy = busyWords(file);
    const pro: Weighed[] = isBlocked
      ? [
          {
            weight: 4,
            says: words`the oldest record ${verb(file, 'ages', 'aged')} by ${strong(safe`one minute a minute`)}: its shard ${verb(file, 'stands', 'stood')} still`,
            evidence: [age],
          },
          {
            weight: 2,
            says: words`other shards ${verb(file, 'are', 'were')} read: ${busy}`,
            evidence: [metric(file, 'Duration', 'Average'), metric(file, 'Invocations', 'Sum')],
          },
        ]
      : [];
    const group = file.log?.groups[0] ?? null;
    if (isBlocked && group !== null && file.log !== null)
      pro.push({
        weight: 1,
        says: words`the same failure again and again (${callsInLog(group.count, file.log)})`,
        evidence: logLines(file, group),
      });
    const shard = isBlocked ? blockedShardOf(file) : null;
    if (shard !== null)
      pro.push({
        weight: 1,
        says: words`${strong(shareText(shard.ofFailed))} of the calls that ${verb(file, 'fail read', 'failed had read')} ${strong(safeText(shard.value))}, ${shareText(shard.ofOthers)} of the others`,
        evidence: comparedEvidence(file),
      });
    const contra: Weighed[] = isBlocked
      ? [
          shard === null
            ? {
                weight: 0,
                says: words`neither IteratorAge nor the log says which shard it ${verb(file, 'is', 'was')}`,
                evidence: [age],
              }
            : {
                weight: 0,
                says: words`lmon does not read what is in the record`,
                evidence: comparedEvidence(file),
              },
        ]
      : [
          {
            weight: 3,
            says: words`${busy}; a blocked shard leaves its worker idle between tries`,
            evidence: [age],
          },
        ];
    return {
      title:
        shard === null
          ? words`a record that blocks its shard`
          : words`a record that blocks ${safeText(shard.value)}${streamOf(file)}`,
      pro,
      contra,
      advice: {
        now: words`set bisect on error, maximum retries or maximum record age on its event source mapping, with an on-failure destination`,
        next: words`read the record at the sequence number in the log, and mend code or record`,
        later: words`report the records that failed one by one (ReportBatchItemFailures)`,
        harms: words`without a destination what is skipped is lost; more shards or workers change nothing`,
      },
    };
  },
};

/** The shard of the failed calls, where their log names it. */
export function blockedShardOf(file: CaseFile): HitShare | null {
  return failedHits(file).hits.find(({ field }) => field === SHARD_FIELD) ?? null;
}

/** Where only one stream calls it, the shard belongs to that. */
function streamOf({ eventSources }: CaseFile): SafeText {
  const [stream, ...others] = eventSources.known
    ? eventSources.value.filter(({ kind }) => isStream(kind))
    : [];
  return stream === undefined || others.length > 0 ? safe`` : safe` of ${safeText(sourceName(stream.name))}`;
}

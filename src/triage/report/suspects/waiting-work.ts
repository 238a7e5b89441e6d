import { isStream, sourceName } from '../../../lambda/event-source.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import type { HitShare } from '../../../logs/story/hit-shares.ts';
import { SHARD_FIELD } from '../../../logs/story/run-fields.ts';
import type { Line } from '../../../terminal/line.ts';
import {
  ageText,
  groupedText,
  percentText,
  utcMinute,
  wholePercentText,
} from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { messagesAMinute, redriveQueue } from '../../cause-sentence.ts';
import { errorRateOf, type FunctionMinute, JUDGED_MINUTES } from '../../function-minute.ts';
import { workersText } from '../../source-words.ts';
import { streamSuspicion } from '../../stream-suspicion.ts';
import { SIGNS } from '../../thresholds.ts';
import type { CaseFile } from '../case-file.ts';
import type { Weighed } from '../claim.ts';
import { api, logLines, metric } from '../evidence.ts';
import { comparedEvidence } from '../pattern-claims.ts';
import type { SuspectRule } from '../suspect.ts';

/** One record fails again and again, and its shard stands still. */
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
            says: words`the oldest record ages by ${strong(safe`one minute a minute`)}: its shard stands still`,
            evidence: [age],
          },
          {
            weight: 2,
            says: words`other shards are read: ${busy}`,
            evidence: [metric(file, 'Duration', 'Average'), metric(file, 'Invocations', 'Sum')],
          },
        ]
      : [];
    const group = file.log?.groups[0] ?? null;
    if (isBlocked && group !== null)
      pro.push({
        weight: 1,
        says: words`the same failure again and again (${groupedText(group.count)} calls)`,
        evidence: logLines(file, group),
      });
    const shard = isBlocked ? blockedShardOf(file) : null;
    if (shard !== null)
      pro.push({
        weight: 1,
        says: words`${strong(safe`${wholePercentText(shard.ofFailed)} %`)} of the calls that fail read ${strong(safeText(shard.value))}, ${wholePercentText(shard.ofOthers)} % of the others`,
        evidence: comparedEvidence(file),
      });
    const contra: Weighed[] = isBlocked
      ? [
          shard === null
            ? {
                weight: 0,
                says: words`which shard it is neither IteratorAge nor the log says`,
                evidence: [age],
              }
            : {
                weight: 0,
                says: words`what is in the record lmon does not read`,
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

/** The shard of the calls that fail, where their log names it. */
export function blockedShardOf({ reading }: CaseFile): HitShare | null {
  return reading?.comparison?.hits.find(({ field }) => field === SHARD_FIELD) ?? null;
}

/** Where only one stream calls it, the shard is one of that. */
function streamOf({ eventSources }: CaseFile): SafeText {
  const [stream, ...others] = eventSources.known
    ? eventSources.value.filter(({ kind }) => isStream(kind))
    : [];
  return stream === undefined || others.length > 0 ? safe`` : safe` of ${safeText(sourceName(stream.name))}`;
}

/** All workers are busy, and more is written than they read. */
export const slowStream: SuspectRule = {
  name: 'slowStream',
  weigh(file) {
    if (!lags(file)) return null;
    const isSlow = streamSuspicion(file) === 'slowCalls';
    const age = metric(file, 'IteratorAge', 'Maximum');
    const workers: Weighed = {
      weight: isSlow ? 4 : 2,
      says: words`${busyWords(file)}`,
      evidence: [
        metric(file, 'Duration', 'Average'),
        metric(file, 'Invocations', 'Sum'),
        api('lambda:ListEventSourceMappings'),
      ],
    };
    const newest = newestErrors(file.minutes);
    const fewFail: Weighed[] =
      newest === null || newest.rate >= SIGNS.fewFailures
        ? []
        : [{ weight: 1, says: failWords(newest), evidence: [metric(file, 'Errors', 'Sum')] }];
    return {
      title: words`calls too slow for what the stream brings`,
      pro: isSlow ? [workers, ...fewFail] : [],
      contra: isSlow
        ? [
            {
              weight: 0,
              says: words`whether more is written or calls are slower the stream's own metrics would say`,
              evidence: [age],
            },
          ]
        : [workers],
      advice: {
        now: words`raise the parallelization factor of its event source mapping`,
        next: words`larger batches, if a call costs more than its records`,
        later: words`more shards; less work for each record`,
        harms: words`more workers draw on the account pool; records older than the stream keeps are lost`,
      },
    };
  },
};

interface NewestErrors {
  readonly minuteMs: EpochMs;
  readonly rate: number;
}

/** Null where no judged minute tells of calls: then nobody knows whether they failed. */
function newestErrors(minutes: readonly FunctionMinute[]): NewestErrors | null {
  const told = minutes.slice(-JUDGED_MINUTES).flatMap((minute) => {
    const rate = errorRateOf(minute);
    return rate === null ? [] : [{ minuteMs: minute.minuteMs, rate }];
  });
  return told.at(-1) ?? null;
}

/** By its metrics: errors that calls merely log fail none of them. */
function failWords({ minuteMs, rate }: NewestErrors): Line {
  const at = utcMinute(minuteMs);
  return rate === 0
    ? words`none of its calls failed at ${at}: what its log tells of errors, they survived`
    : words`only ${percentText(rate)} % of its calls failed at ${at}`;
}

/** Messages that nobody can work on end in the redrive queue. */
export const badMessages: SuspectRule = {
  name: 'badMessages',
  weigh(file) {
    const reason = file.reasons.find(({ rule }) => rule === 'redrive');
    if (reason === undefined) return null;
    const queue = redriveQueue(file.redrives.map(({ queueName }) => queueName));
    const group = file.log?.groups[0] ?? null;
    const pro: Weighed[] = [
      {
        weight: 4,
        says: words`${strong(messagesAMinute(reason.value))} fail every time and go to ${queue}`,
        evidence: [{ ...metric(file, 'ApproximateNumberOfMessagesVisible', 'Maximum') }],
      },
    ];
    if (group !== null)
      pro.push({
        weight: 1,
        says: words`its log says, of ${groupedText(group.count)} calls: ${safeText(group.says)}`,
        evidence: logLines(file, group),
      });
    const throttled = file.reasons.some(({ rule }) => rule === 'throttles');
    const contra: Weighed[] = throttled
      ? [
          {
            weight: 2,
            says: words`throttles use up receives too`,
            evidence: [metric(file, 'Throttles', 'Sum')],
          },
        ]
      : [{ weight: 0, says: words`what is in the messages lmon does not read`, evidence: logLines(file) }];
    return {
      title: words`messages that cannot be worked on`,
      pro,
      contra,
      advice: {
        now: words`read one message of ${queue} and what the log says of it; ask who sends them`,
        next: words`mend the code or the sender, then redrive what waits`,
        later: words`check messages where they are sent, and alarm on the depth of the redrive queue`,
        harms: words`a redrive before the cause is mended only sends them round again`,
      },
    };
  },
};

/** Where failed events should go takes them not: they are gone. */
export const refusedEvents: SuspectRule = {
  name: 'refusedEvents',
  weigh(file) {
    const reason = file.reasons.find(({ rule }) => rule === 'deadLetterErrors');
    if (reason === undefined) return null;
    const { deadLetterTarget } = file.configuration;
    const evidence = [
      metric(file, 'DeadLetterErrors', 'Sum'),
      metric(file, 'DestinationDeliveryFailures', 'Sum'),
      metric(file, 'AsyncEventsDropped', 'Sum'),
    ];
    return {
      title:
        deadLetterTarget === null
          ? words`events that have no place to go`
          : words`the dead-letter target takes no events`,
      pro: [
        {
          weight: 5,
          says: words`${strong(groupedText(reason.value))} events were lost in five minutes`,
          evidence,
        },
      ],
      contra: [
        {
          weight: 0,
          says: words`whether its role may write there, or the target is gone, no metric says`,
          evidence: [api('lambda:GetFunctionConfiguration')],
        },
      ],
      advice: {
        now: words`check that the target exists and that the function's role may write to it`,
        next: words`find the lost events at whoever sent them: Lambda has none of them any more`,
        later: words`an on-failure destination instead, and an alarm on DeadLetterErrors`,
        harms: words`more retries only delay the loss`,
      },
    };
  },
};

function lags({ reasons }: CaseFile): boolean {
  return reasons.some(({ rule }) => rule === 'iteratorAge');
}

function busyWords({ assessment: { limit }, reasons }: CaseFile) {
  if (limit.kind === 'source' && limit.inUse !== null)
    return safe`${Math.min(limit.value, Math.round(limit.inUse))} of ${workersText(limit)} are busy`;
  const age = reasons.find(({ rule }) => rule === 'iteratorAge')?.value ?? 0;
  return safe`records wait ${ageText(age)}`;
}

import type { AsyncDelivery } from '../../lambda/delivery/async-delivery.ts';
import type { EventSourceMapping, StreamFailurePolicy } from '../../lambda/delivery/event-source.ts';
import { isStream, sourceName } from '../../lambda/delivery/event-source.ts';
import { keptRecords, type RecordLoss, recordLoss } from '../../lambda/delivery/record-loss.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import type { EventSourceStatus } from '../../monitor/function/event-source/event-sources.ts';
import type { RedriveStatus } from '../../monitor/function/event-source/redrive.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { numberOf, type Reading } from '../../monitor/reading.ts';
import { factLine, markedFigure, unknownFact } from '../../print/function/fact-line.ts';
import { retryWords } from '../../print/function/setup-lines.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText, groupedText, rateText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import type { Look } from '../parts/look/look.ts';
import type { Section } from '../parts/sections/sections.ts';

export interface CalledFunction {
  readonly status: FunctionStatus;
  readonly detail: FunctionDetail | null;
  /** Leaves out what is known only of the present. */
  readonly isPast: boolean;
  readonly look: Pick<Look, 'glyphs'>;
}

/**
 * What calls the function, and what Lambda does with failures. Never dropped for a chart: for streams and queues it
 * shows imminent losses.
 */
export function callerSections(called: CalledFunction): readonly Section[] {
  const { status, detail, isPast } = called;
  const { eventSources } = status;
  if (eventSources.known && eventSources.value.length > 0) {
    return eventSources.value.map((source) => ({
      title: SOURCE_TITLES[source.mapping.source],
      note: safeText(sourceName(source.mapping.sourceArn)),
      lines: sourceLines(source, called),
      fewest: 2,
      rank: 1,
    }));
  }
  const delivery = deliveryLines(status, detail);
  const ofSources = eventSources.known ? [] : [factLine(safe`sources`, unknownFact(eventSources.because))];
  return [
    { title: safe`CALLED BY`, lines: ofSources, fewest: 1, rank: 3 },
    { title: asyncTitle(isPast), lines: delivery, fewest: 1, rank: 3 },
  ].filter(({ lines }) => lines.length > 0);
}

/** Delivery is read as it is configured now. */
export function asyncTitle(isPast: boolean): SafeText {
  return isPast ? safe`ASYNCHRONOUS EVENTS, as of now` : safe`ASYNCHRONOUS EVENTS`;
}

const SOURCE_TITLES: Readonly<Record<EventSourceMapping['source'], SafeText>> = {
  kinesis: safe`STREAM`,
  dynamodb: safe`TABLE STREAM`,
  sqs: safe`QUEUE`,
  kafka: safe`TOPIC`,
  other: safe`EVENT SOURCE`,
};

function sourceLines(
  { mapping, stream, queue }: EventSourceStatus,
  { status, isPast, look: { glyphs } }: CalledFunction,
): readonly Line[] {
  const { batchSize, lastResult, failurePolicy, reportsItemFailures, state } = mapping;
  const isOn = state === 'Enabled';
  return [
    ...(isOn ? [] : [factLine(safe`state`, [strong(safeText(state), 'warn')])]),
    ...(stream === null ? [] : [retentionLine(stream, failurePolicy, status, glyphs)]),
    ...(queue === null ? [] : redriveLines(queue, status, glyphs)),
    factLine(safe`batch`, [
      toned('fact', batchSize === null ? safe`-` : safe`up to ${groupedText(batchSize)}`),
      ...workersWords(mapping, stream),
    ]),
    ...(failurePolicy === null ? [] : [factLine(safe`on failure`, failureWords(failurePolicy))]),
    ...(lastResult === null || isPast ? [] : [factLine(safe`last result`, resultWords(lastResult))]),
    ...(reportsItemFailures ? [[toned('dim', safe`items fail alone: ERR% can't see them`)]] : []),
  ];
}

/** When the oldest waiting record will be lost, by the same forecast as in triage. */
function retentionLine(
  stream: NonNullable<EventSourceStatus['stream']>,
  policy: StreamFailurePolicy | null,
  { iteratorAgeMs, iteratorAgeGrowthMs }: FunctionStatus,
  glyphs: Glyphs,
): Line {
  const label = safe`lost in`;
  if (!stream.known) return factLine(label, unknownFact(stream.because));
  const kept = keptRecords(stream.value.retentionMs, policy);
  const ageMs = numberOf(iteratorAgeMs);
  if (kept === null) return factLine(label, unknownFact('unread'));
  const keptFor = safe`kept for ${ageText(kept.keptMs)}`;
  if (ageMs === null) return factLine(label, [toned('dim', keptFor)]);
  const loss = recordLoss(kept, ageMs, iteratorAgeGrowthMs);
  return factLine(label, [...lossWords(loss, kept.keptMs, glyphs), toned('dim', safe`  ${keptFor}`)]);
}

function lossWords(loss: RecordLoss, keptMs: number, glyphs: Glyphs): Line {
  switch (loss.kind) {
    case 'in':
      return markedFigure(strong(ageText(loss.leftMs), loss.leftMs < keptMs / 2 ? 'crit' : 'fact'), glyphs);
    case 'notBefore':
      return [toned('fact', safe`${ageText(loss.leftMs)} or more`)];
    case 'none':
      return [toned('fact', safe`never at this pace`)];
  }
}

/** The dead-letter queue of failed messages, and how many wait there. */
function redriveLines(
  queue: NonNullable<EventSourceStatus['queue']>,
  { redrives, reasons }: FunctionStatus,
  glyphs: Glyphs,
): readonly Line[] {
  const label = safe`redrive to`;
  if (!queue.known) return [factLine(label, unknownFact(queue.because))];
  const { redrive, retentionMs } = queue.value;
  if (redrive === null) {
    const expiry = retentionMs === null ? safe`` : safe`, ${ageText(retentionMs)}`;
    return [
      factLine(label, [toned('fact', safe`nowhere`), toned('dim', safe`  tried until expiry${expiry}`)]),
    ];
  }
  const name = sourceName(redrive.queueArn);
  const status = redrives.find(({ queueName }) => queueName === name);
  const tone = reasons.find(({ rule }) => rule === 'redrive')?.severity ?? 'fact';
  return [
    factLine(label, [toned('fact', safeText(name))]),
    factLine(safe`  after`, words`${groupedText(redrive.maximumReceives)} ${toned('dim', safe`receives`)}`),
    ...(status === undefined ? [] : [factLine(safe`  waiting`, depthWords(status, tone, glyphs))]),
  ];
}

function depthWords(
  { depth, growthPerMinute }: RedriveStatus,
  tone: 'warn' | 'crit' | 'fact',
  glyphs: Glyphs,
): Line {
  if (typeof depth !== 'number') return absentDepth(depth);
  if (growthPerMinute === null || growthPerMinute === 0) return [strong(groupedText(depth))];
  const sign = growthPerMinute > 0 ? safe`+` : safe`-`;
  const pace = safe`  ${sign}${rateText(Math.abs(growthPerMinute))} a minute`;
  return growthPerMinute > 0
    ? [...markedFigure(strong(groupedText(depth), tone), glyphs), toned(tone, pace)]
    : [strong(groupedText(depth)), toned('dim', pace)];
}

function absentDepth(depth: Exclude<Reading, number>): Line {
  return depth === 'denied' ? unknownFact('denied') : [toned('dim', safe`-`)];
}

function workersWords(
  { source, parallelizationFactor, maximumConcurrency }: EventSourceMapping,
  stream: EventSourceStatus['stream'],
): Line {
  if (isStream(source)) {
    const shards = stream?.known === true ? groupedText(stream.value.openShards) : safe`?`;
    const factor =
      parallelizationFactor > 1 ? safe`, ${groupedText(parallelizationFactor)} workers each` : safe``;
    return [toned('dim', safe`  shards `), toned('fact', shards), toned('dim', factor)];
  }
  return maximumConcurrency === null
    ? []
    : [toned('dim', safe`  at most `), toned('fact', safe`${groupedText(maximumConcurrency)} at once`)];
}

function failureWords({ maximumRetries, bisectsBatch, destination }: StreamFailurePolicy): Line {
  const retries =
    maximumRetries === null
      ? strong(safe`blocks its shard until expiry`)
      : toned('fact', safe`${groupedText(maximumRetries)} retries, then`);
  const then =
    destination === null
      ? toned('dim', maximumRetries === null ? safe`` : safe` dropped`)
      : toned('fact', safe` to ${safeText(sourceName(destination))}`);
  return [retries, then, toned('dim', bisectsBatch ? safe`, halved` : safe``)];
}

function resultWords(lastResult: string): Line {
  return /^(OK|No records processed)/.test(lastResult)
    ? [toned('fact', safeText(lastResult))]
    : [strong(safeText(lastResult), 'crit')];
}

/** Only where delivery of failed events was configured: most functions are never called asynchronously. */
function deliveryLines({ configuration }: FunctionStatus, detail: FunctionDetail | null): readonly Line[] {
  const delivery = detail?.asyncDelivery;
  const { deadLetterTarget } = configuration;
  if (delivery?.known === false && delivery.because === 'denied') {
    const then =
      deadLetterTarget === null
        ? [factLine(AFTER_RETRIES, unknownFact('denied'))]
        : afterRetries(null, deadLetterTarget, detail);
    return [factLine(safe`retries`, unknownFact('denied')), ...then];
  }
  const configured = delivery?.known === true ? delivery.value : null;
  if (configured === null && deadLetterTarget === null) return [];
  return [
    factLine(safe`retries`, retryWords(configured)),
    ...afterRetries(configured, deadLetterTarget, detail),
  ];
}

const AFTER_RETRIES = safe`then to`;

function afterRetries(
  delivery: AsyncDelivery | null,
  deadLetterTarget: string | null,
  detail: FunctionDetail | null,
): readonly Line[] {
  const target = delivery?.failureDestination ?? deadLetterTarget;
  if (target === null) return [factLine(AFTER_RETRIES, [strong(safe`nowhere: dropped`, 'warn')])];
  const waiting = target === deadLetterTarget ? (detail?.deadLetters ?? null) : null;
  return [
    factLine(AFTER_RETRIES, [toned('fact', safeText(sourceName(target)))]),
    ...(waiting === null ? [] : [factLine(safe`  waiting`, waitingWords(waiting))]),
  ];
}

function waitingWords(depth: Reading): Line {
  return typeof depth === 'number' ? [toned('fact', groupedText(depth))] : absentDepth(depth);
}

import { sourceName } from '../../../lambda/delivery/event-source.ts';
import type { RedrivePolicy } from '../../../lambda/delivery/queue.ts';
import { type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { Redrive } from '../../../triage/cause/troubled-function.ts';
import { JUDGED_MINUTES } from '../../../triage/minute/function-minute.ts';
import type { MetricHistory } from '../../metric/metric-history.ts';
import { ownerKey } from '../../metric-owner.ts';
import type { Reading } from '../../reading.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { growthPerMinute } from '../growth.ts';
import { eventSourcesOf } from './event-sources.ts';

/** A dead-letter queue of a source queue, and how it fills. */
export interface RedriveStatus extends Redrive {
  /** Messages that wait there. */
  readonly depth: Reading;
  /** Messages gained a minute, over the last five settled minutes; below 0 where it is being emptied. */
  readonly growthPerMinute: number | null;
}

/** The redrive queues of the function's queues, each once; empty where lmon may not see them. */
export function redriveQueueNames(catalogue: Catalogue, functionName: RawText): readonly RawText[] {
  return redrivesOf(catalogue, functionName).map(({ queueName }) => queueName);
}

/** @param minuteMs the newest minute to look at */
export function redriveStatuses(
  catalogue: Catalogue,
  history: MetricHistory,
  functionName: RawText,
  minuteMs: EpochMs,
): readonly RedriveStatus[] {
  return redrivesOf(catalogue, functionName).map((redrive) => {
    const key = ownerKey({ kind: 'queue', queueName: redrive.queueName });
    const depthAt = (timeMs: EpochMs) =>
      history.value(key, 'ApproximateNumberOfMessagesVisible', 'Maximum', timeMs);
    const isDenied = history.coverage.denied(key).has('ApproximateNumberOfMessagesVisible Maximum');
    // This many growths are judged, which takes one depth more.
    const depths = Array.from({ length: JUDGED_MINUTES + 1 }, (_, index) =>
      depthAt(minuteMs - (JUDGED_MINUTES - index) * MINUTE_MS),
    );
    return {
      ...redrive,
      depth: depths.at(-1) ?? (isDenied ? 'denied' : 'missing'),
      growthPerMinute: growthPerMinute(depths),
    };
  });
}

function redrivesOf(catalogue: Catalogue, functionName: RawText): readonly Redrive[] {
  const sources = eventSourcesOf(catalogue, functionName);
  const policies = sources.known
    ? sources.value.flatMap(({ queue }) => (queue?.known === true ? (queue.value.redrive ?? []) : []))
    : [];
  return [...new Map(policies.map((policy) => [policy.queueArn, redriveOf(policy)])).values()];
}

function redriveOf({ queueArn, maximumReceives }: RedrivePolicy): Redrive {
  return { queueName: rawText(sourceName(queueArn)), maximumReceives };
}

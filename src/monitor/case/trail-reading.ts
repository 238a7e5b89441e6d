import { HOUR_MS, type TimeRange } from '../../lambda/time.ts';
import type { TrailEvent } from '../../lambda/trail-event.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { onsetsOf } from '../../triage/report/case-file/onsets.ts';
import type { TrailReading } from '../../triage/report/case-file/trail-reading.ts';
import { LOOK_AHEAD_MS, LOOK_BACK_MS } from '../../triage/report/changes/change.ts';
import { type Asking, askForAll } from '../calls/asking.ts';
import type { FunctionStatus } from '../function/status/function-status.ts';
import type { TrailSource } from '../sources.ts';

/** Each resource costs a call, and AWS allows two a second for the whole account. */
const MOST_MAPPINGS = 2;
/** The span of changes to show when no trouble has an onset. */
const USUAL_SPAN_MS = 3 * HOUR_MS;

/** Finds out who changed the function, or a mapping that calls it, around the onset. */
export async function readTrail(
  source: TrailSource,
  asking: Asking,
  status: FunctionStatus,
  toMs: number,
): Promise<TrailReading> {
  const range = trailRange(status, toMs);
  const found = new Map<RawText, TrailEvent>();
  for (const resource of resourcesOf(status)) {
    const answer = await askForAll(asking, 'cloudtrail:LookupEvents', (token, signal) =>
      source.page(resource, range, token, signal),
    );
    if (!answer.ok) {
      const { kind, action, message } = answer.error;
      return { kind: 'unread', because: kind === 'denied' ? rawText(`${action}: denied`) : message };
    }
    for (const event of answer.value) found.set(event.eventId, event);
  }
  return {
    kind: 'read',
    fromMs: range.startMs,
    toMs: range.endMs,
    events: [...found.values()].toSorted((one, other) => one.atMs - other.atMs),
  };
}

function trailRange(status: FunctionStatus, toMs: number): TimeRange {
  const { firstMs } = onsetsOf(status);
  const endMs = Math.floor(toMs);
  if (firstMs === null) return { startMs: endMs - USUAL_SPAN_MS, endMs };
  return { startMs: firstMs - LOOK_BACK_MS, endMs: Math.min(endMs, firstMs + LOOK_AHEAD_MS) };
}

/** API callers name a function by its name or its ARN, and CloudTrail keeps what they wrote. */
function resourcesOf({ configuration, eventSources }: FunctionStatus): readonly RawText[] {
  const mappings = eventSources.known ? eventSources.value.map(({ mapping }) => mapping.uuid) : [];
  return [configuration.name, configuration.arn, ...mappings.slice(0, MOST_MAPPINGS)];
}

import { type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { TrailEvent } from '../../lambda/trail-event.ts';
import type { Page } from '../../monitor/page.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { TrailSource } from '../../monitor/sources.ts';
import { listOf, numberOf, raw, readable, textOf } from '../answer/field.ts';
import { cloudTrail } from '../client/cloudtrail.ts';
import type { Ask } from '../connection/ask.ts';

/** As many as AWS puts on a page. */
const EVENTS_PER_PAGE = 50;

/**
 * Calls that changed a resource; refused calls are left out. Request parameters are dropped: they may hold anything.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function askTrailPage(
  ask: Ask,
  ...[resource, { startMs, endMs }, token, signal]: Parameters<TrailSource['page']>
): Promise<Result<Page<TrailEvent>>> {
  return ask(
    {
      action: 'cloudtrail:LookupEvents',
      send: async (clients, options) => {
        return clients.of(cloudTrail).send(
          new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: resource }],
            StartTime: new Date(startMs),
            EndTime: new Date(endMs),
            MaxResults: EVENTS_PER_PAGE,
            ...(token === null ? {} : { NextToken: token }),
          }),
          options,
        );
      },
      read: (answer) => {
        const events = listOf(answer.Events);
        if (events === null) return undefined;
        return { items: readable(events, trailEvent), nextToken: textOf(answer.NextToken) };
      },
    },
    signal,
  );
}

/** `UpdateFunctionCode20150331v2` */
const API_DATE = /\d{8}(?:v\d+)?$/;

function trailEvent(event: Event): TrailEvent | null {
  const eventId = textOf(event.EventId);
  const name = textOf(event.EventName);
  const atMs = event.EventTime instanceof Date ? numberOf(event.EventTime.getTime()) : null;
  if (eventId === null || name === null || atMs === null) return null;
  if (event.ReadOnly === 'true' || isRefused(event.CloudTrailEvent)) return null;
  return { eventId, atMs, call: raw(name.replace(API_DATE, '')), actor: textOf(event.Username) };
}

/**
 * Only the record itself, JSON within a field of the event, tells that a call was refused.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function isRefused(written: unknown): boolean {
  if (typeof written !== 'string') return false;
  try {
    const record: unknown = JSON.parse(written);
    return (
      typeof record === 'object' &&
      record !== null &&
      'errorCode' in record &&
      typeof record.errorCode === 'string' &&
      record.errorCode !== ''
    );
  } catch {
    // An unreadable record shows no refusal, and the call is known without it.
    return false;
  }
}

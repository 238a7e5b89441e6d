import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw, sentJson } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

const RANGE = { startMs: 1_795_000_000_000, endMs: 1_795_003_600_000 };
const page = (token: string | null = null) =>
  loopback.sources.trail.page(raw('cart'), RANGE, token === null ? null : raw(token), patient);

describe('the calls that changed a function', () => {
  it('are read by name, time and actor, without what was sent', async () => {
    loopback.respond = answerJson({
      Events: [
        {
          EventId: 'e1',
          EventName: 'UpdateFunctionConfiguration20150331v2',
          EventTime: 1_795_000_100,
          Username: 'jo@example.org',
          ReadOnly: 'false',
          CloudTrailEvent: '{"requestParameters":{"environment":{"variables":{"DB_PASSWORD":"hunter2"}}}}',
        },
        { EventId: 'e2', EventName: 'GetFunction20150331v2', EventTime: 1_795_000_101, ReadOnly: 'true' },
        { EventId: 'e3', EventName: 'PutFunctionConcurrency20171031', EventTime: 1_795_000_102 },
        { EventId: 'e4', EventName: 'DeleteAlias20150331' },
        null,
      ],
      NextToken: 'more',
    });
    expect(answerOf(await page('next'))).toEqual({
      items: [
        {
          eventId: 'e1',
          atMs: 1_795_000_100_000,
          call: 'UpdateFunctionConfiguration',
          actor: 'jo@example.org',
        },
        { eventId: 'e3', atMs: 1_795_000_102_000, call: 'PutFunctionConcurrency', actor: null },
      ],
      nextToken: 'more',
    });
    expect(sentJson(loopback.requests.at(-1))).toEqual({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'cart' }],
      StartTime: 1_795_000_000,
      EndTime: 1_795_003_600,
      MaxResults: 50,
      NextToken: 'next',
    });
  });

  it('do not include refused ones, which changed nothing', async () => {
    const event = (id: string, written: unknown) => ({
      EventId: id,
      EventName: 'UpdateFunctionCode20150331v2',
      EventTime: 1_795_000_100,
      CloudTrailEvent: typeof written === 'string' ? written : JSON.stringify(written),
    });
    loopback.respond = answerJson({
      Events: [
        event('denied', { errorCode: 'AccessDenied', errorMessage: 'not authorized' }),
        event('in conflict', { errorCode: 'ResourceConflictException' }),
        event('done', { errorCode: null, requestParameters: { errorCode: 'sent by the caller' } }),
        event('unreadable', '{"errorCode":'),
      ],
    });
    expect(answerOf(await page()).items.map(({ eventId }) => eventId)).toEqual(['done', 'unreadable']);
  });

  it('are unreadable without a list of them', async () => {
    loopback.respond = answerJson({ Events: 'none' });
    expect(errorOf(await page()).kind).toBe('malformed');
  });
});

import * as v from 'valibot';
import { AwsFault } from '../aws-fault.ts';
import { integerBetween, listOf, textBetween, time } from '../input-shapes.ts';
import { functionArn, namedFunction } from '../lambda/function-name.ts';
import { listPage } from '../list-page.ts';
import { fingerprint } from '../opaque-token.ts';
import { operation } from '../operation.ts';
import { Timestamp } from '../timestamp.ts';
import { trailEventsOf } from './trail-events.ts';

function invalidAttributes(message: string): AwsFault {
  return new AwsFault({ code: 'InvalidLookupAttributesException', message });
}

/**
 * Only by the name of a resource, the one attribute that lmon uses. Newest first.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookupEvents = operation({
  name: 'LookupEvents',
  schema: v.object({
    LookupAttributes: v.pipe(
      listOf(v.object({ AttributeKey: v.string(), AttributeValue: textBetween(1, 2_000) }), 1),
      v.minLength(1),
    ),
    StartTime: v.optional(time),
    EndTime: v.optional(time),
    MaxResults: v.optional(integerBetween(1, 50), 50),
    NextToken: v.optional(v.string()),
  }),
  invalid: invalidAttributes,
  answer: ({ LookupAttributes, StartTime, EndTime, MaxResults, NextToken }, { world }, nowMs) => {
    const [attribute] = LookupAttributes;
    if (attribute?.AttributeKey !== 'ResourceName')
      return invalidAttributes('Only ResourceName is known here.');
    const { AttributeValue: name } = attribute;
    const f = namedFunction(world, name);
    const events = f === null || name !== f.name ? [] : trailEventsOf(world, f, nowMs);
    const found = events.filter(
      ({ atMs }) => atMs >= (StartTime ?? 0) && atMs <= (EndTime ?? Number.POSITIVE_INFINITY),
    );
    const page = listPage(found, MaxResults, NextToken, fingerprint([name, StartTime, EndTime]));
    if (page === null) return new AwsFault({ code: 'InvalidNextTokenException', message: 'Invalid token' });
    return {
      Events: page.items.map(({ eventId, eventName, atMs, username, functionName, isReadOnly }) => ({
        EventId: eventId,
        EventName: eventName,
        EventTime: new Timestamp(atMs),
        EventSource: 'lambda.amazonaws.com',
        ReadOnly: String(isReadOnly),
        Username: username,
        Resources: [
          { ResourceType: 'AWS::Lambda::Function', ResourceName: functionName },
          { ResourceType: 'AWS::Lambda::Function', ResourceName: functionArn(world.account, functionName) },
        ],
      })),
      ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
    };
  },
});

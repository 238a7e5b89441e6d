import { expect, it } from 'vitest';
import { sourceName } from '../../../src/lambda/delivery/event-source.ts';

it.each([
  ['arn:aws:sqs:eu-west-1:123456789012:inventory', 'inventory'],
  ['arn:aws:kinesis:eu-west-1:123456789012:stream/orders', 'orders'],
  ['arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-01-01T00:00:00.000', 'orders'],
  ['arn:aws:kafka:eu-west-1:123456789012:cluster/orders/7c2f1a30-0000-4000-8000-000000000001-2', 'orders'],
])('an event source has its usual name: %s', (arn, name) => {
  expect(sourceName(arn)).toBe(name);
});

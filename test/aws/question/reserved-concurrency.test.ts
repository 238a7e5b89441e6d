import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('reserved concurrency', () => {
  it.each([
    ['none', {}, null],
    ['zero, which switches the function off', { ReservedConcurrentExecutions: 0 }, 0],
    ['200', { ReservedConcurrentExecutions: 200 }, 200],
  ])('is %s', async (_what, answer, reserved) => {
    loopback.respond = answerJson(answer);
    expect(answerOf(await loopback.sources.functions.reservedConcurrency(raw('checkout'), patient))).toBe(
      reserved,
    );
  });

  it.each(['many', -1, 1.5, 1e12])('is an error, never none, if it is %j', async (reserved) => {
    loopback.respond = answerJson({ ReservedConcurrentExecutions: reserved });
    expect(errorOf(await loopback.sources.functions.reservedConcurrency(raw('checkout'), patient)).kind).toBe(
      'malformed',
    );
  });
});

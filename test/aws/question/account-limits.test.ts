import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('account limits', () => {
  it('are those of the account in this Region', async () => {
    loopback.respond = answerJson({
      AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 765 },
    });
    expect(answerOf(await loopback.sources.functions.accountLimits(patient))).toEqual({
      concurrency: 1_000,
      unreservedConcurrency: 765,
    });
  });

  it.each([
    ['missing', {}],
    ['incomplete', { AccountLimit: { ConcurrentExecutions: 1_000 } }],
    ['below 0', { AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: -1 } }],
    ['fractions', { AccountLimit: { ConcurrentExecutions: 0.5, UnreservedConcurrentExecutions: 0.5 } }],
    ['absurdly large', { AccountLimit: { ConcurrentExecutions: 1e15, UnreservedConcurrentExecutions: 1 } }],
  ])('are an error, never an assumed number, if they are %s', async (_what, answer) => {
    loopback.respond = answerJson(answer);
    expect(errorOf(await loopback.sources.functions.accountLimits(patient)).kind).toBe('malformed');
  });
});

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { AwsConnection } from '../../../src/aws/connect.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { connectLocalAws } from '../../aws/local-connection.ts';
import { stubCredentials } from '../../aws/loopback-aws.ts';
import { type LocalAccount, START_MS } from '../../commands/local-account.ts';
import { smallAccount } from '../../screen/small-account.ts';

const OWN = '123456789012';
const OTHER = '210987654321';

let account: LocalAccount;
let aws: AwsConnection;
beforeAll(async () => {
  stubCredentials();
  account = await smallAccount();
  aws = connectLocalAws(account.url);
});
afterAll(async () => {
  aws.close();
  await account.close();
  vi.unstubAllEnvs();
});

const { signal } = new AbortController();
const range = { startMs: START_MS - 1_000, endMs: START_MS };
const configuration = (name: string) => aws.sources.functions.configuration(rawText(name), signal);
const page = (group: string) =>
  aws.sources.logs.page({ group: rawText(group), range, pattern: null, token: null }, signal);

it.each([
  ['a function', (id: string) => configuration(`arn:aws:lambda:eu-west-1:${id}:function:checkout-api`)],
  ['a function by a partial ARN', (id: string) => configuration(`${id}:function:checkout-api`)],
  ['a log group', (id: string) => page(`arn:aws:logs:eu-west-1:${id}:log-group:/aws/lambda/checkout-api`)],
])('%s of another account is denied, and one of the own account is not', async (_, ask) => {
  const [own, other] = [await ask(OWN), await ask(OTHER)];
  expect([own.ok, other.ok]).toEqual([true, false]);
  expect(!other.ok && other.error.message).toMatch(/OnCallRead.* is not authorized to perform/);
});

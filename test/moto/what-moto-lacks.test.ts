import { StartLiveTailCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connectAws } from '../../src/aws/connect.ts';
import { errorOf, patient, raw, stubCredentials } from '../aws/loopback-aws.ts';
import { motoEnvironment } from './account-environment.ts';
import { awsCliAnswer } from './debian-aws-cli.ts';
import { sdkClients } from './sdk-clients.ts';

/*
 * What moto 5.1 lacks of what lmon asks, and what lmon makes of it. None of it stops the rest; that is shown in
 * fleet-of-moto.test.ts and tail-of-moto.test.ts. Where moto answers, but not as AWS does: contract/*-cases.ts.
 *
 * | lacking                                   | moto answers           | lmon                                            |
 * | ----------------------------------------- | ---------------------- | ----------------------------------------------- |
 * | GetAccountSettings                        | 404, an HTML page      | limit `?`, null; account concurrency of `?`     |
 * | ListEventSourceMappings as the SDK asks   | 404                    | LAG `-`, iteratorAgeMs null, asks IteratorAge   |
 * | ListProvisionedConcurrencyConfigs         | 404, an HTML page      | its row of limits is `?`                        |
 * | percentiles                               | None for a number      | p95 `-`, durationP95Ms null                     |
 * | RecentlyActive                            | every metric           | asks silent functions for all metrics           |
 * | account metrics (no dimensions)           | all functions together | `-`: it asks none that functions have too       |
 * | logGroupIdentifier                        | no such group          | "does not exist", 66                            |
 * | StartLiveTail                             | 500                    | does not ask                                    |
 * | CloudWatch by AWS JSON                    | 500, an HTML page      | says so, 69; LMON_CLOUDWATCH_PROTOCOL=query     |
 */

const REGION = 'eu-west-3';
const url = inject('motoUrl');
const clients = sdkClients(url, REGION, 'query');
const settings = { region: REGION, profile: null, endpointUrl: url, requestTimeoutMs: 10_000 };
const moto = connectAws({ ...settings, cloudwatchProtocol: 'query' });
const motoByJson = connectAws({ ...settings, cloudwatchProtocol: 'json' });

beforeAll(() => stubCredentials());
afterAll(() => {
  vi.unstubAllEnvs();
  moto.close();
  motoByJson.close();
  clients.close();
});

const minuteMs = 1_795_534_200_000;
const range = { startMs: minuteMs, endMs: minuteMs + 60_000, periodMs: 60_000 };

describe('moto', () => {
  it.each([
    {
      lacks: 'GetAccountSettings',
      ask: () => moto.sources.functions.accountLimits(patient),
      kind: 'malformed',
      name: 'HTTP 404',
    },
    {
      lacks: 'ListEventSourceMappings',
      ask: () => moto.sources.functions.mappings(null, patient),
      kind: 'malformed',
      name: 'HTTP 404',
    },
    {
      lacks: 'ListProvisionedConcurrencyConfigs',
      ask: () => moto.sources.functions.provisionedConcurrency(raw('x'), null, patient),
      kind: 'malformed',
      name: 'HTTP 404',
    },
    {
      lacks: 'CloudWatch by AWS JSON',
      ask: () => motoByJson.sources.metrics.page([], range, null, patient),
      kind: 'unreachable',
      name: 'HTTP 500',
    },
    {
      lacks: 'logGroupIdentifier',
      ask: () =>
        moto.sources.logs.page(
          { group: raw('arn:aws:logs:eu-west-3:1:log-group:x'), range, pattern: null, token: null },
          patient,
        ),
      kind: 'absent',
      name: 'ResourceNotFoundException',
    },
  ])('lacks $lacks, with an error that says nothing about credentials or permissions', async (lacking) => {
    const { kind, name } = errorOf(await lacking.ask());
    expect({ kind, name }).toEqual({ kind: lacking.kind, name: lacking.name });
  });

  it.each([
    {
      lacks: 'StartLiveTail',
      ask: () =>
        clients.logs.send(
          new StartLiveTailCommand({ logGroupIdentifiers: ['arn:aws:logs:eu-west-3:1:log-group:x'] }),
        ),
      status: 500,
    },
  ])('lacks $lacks, which lmon does not use yet', async ({ ask, status }) => {
    await expect(ask()).rejects.toMatchObject({ $metadata: { httpStatusCode: status } });
  });

  it('lists event source mappings only at the path that older clients use', async () => {
    const answer = await awsCliAnswer(['lambda', 'list-event-source-mappings'], motoEnvironment(url, REGION));
    expect(answer).toEqual({ EventSourceMappings: [] });
  });
});

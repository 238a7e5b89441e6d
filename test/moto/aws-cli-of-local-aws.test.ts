import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lambda/time.ts';
import { awsCliAnswer, runAwsCli, startAwsCli } from './debian-aws-cli.ts';
import { type LocalAwsProgram, startLocalAwsProgram } from './local-aws-program.ts';

let localAws: LocalAwsProgram;
beforeAll(async () => {
  localAws = await startLocalAwsProgram();
});
afterAll(() => localAws.close());

function answer(...args: readonly string[]): Promise<unknown> {
  return awsCliAnswer(args, localAws.env);
}

/** The start of the minute this many minutes ago, in the AWS CLI's format. */
function minutesAgo(minutes: number, nowMs = Date.now()): string {
  return new Date(Math.floor(nowMs / MINUTE_MS - minutes) * MINUTE_MS).toISOString();
}

/** The AWS CLI's parameter for one statistic of one metric of checkout-api. */
function metricQueries(metricName: string, stat: string): string {
  const dimensions = [{ Name: 'FunctionName', Value: 'checkout-api' }];
  const metric = { Namespace: 'AWS/Lambda', MetricName: metricName, Dimensions: dimensions };
  return JSON.stringify([{ Id: 'q', MetricStat: { Metric: metric, Period: 60, Stat: stat } }]);
}

describe("Debian's AWS CLI reads from the local AWS", () => {
  it('metrics, one point a minute, newest first', async () => {
    // The minute may end while the AWS CLI is starting.
    const askedMs = Date.now();
    const said = await answer(
      ...['cloudwatch', 'get-metric-data', '--metric-data-queries', metricQueries('Invocations', 'Sum')],
      ...['--start-time', minutesAgo(30, askedMs), '--end-time', minutesAgo(20, askedMs)],
      ...['--query', 'MetricDataResults[0]'],
    );
    const { Timestamps, Values, StatusCode } = said as {
      Timestamps: string[];
      Values: number[];
      StatusCode: string;
    };
    expect(StatusCode).toBe('Complete');
    expect(Timestamps.map((time) => new Date(time).toISOString())).toEqual(
      Array.from({ length: 10 }, (_, index) => minutesAgo(21 + index, askedMs)),
    );
    expect(Values.every((value) => value > 0)).toBe(true);
  });

  it('percentiles, which lie between minimum and maximum', async () => {
    const [least, p95, most] = await Promise.all(
      ['Minimum', 'p95', 'Maximum'].map(async (stat) => {
        const [value] = (await answer(
          ...['cloudwatch', 'get-metric-data', '--metric-data-queries', metricQueries('Duration', stat)],
          ...['--start-time', minutesAgo(30), '--end-time', minutesAgo(29)],
          ...['--query', 'MetricDataResults[0].Values'],
        )) as number[];
        return value ?? Number.NaN;
      }),
    );
    expect(p95).toBeGreaterThan(least ?? Number.NaN);
    expect(p95).toBeLessThanOrEqual(most ?? Number.NaN);
  });

  it('log events, filtered by the server', async () => {
    const messages = (await answer(
      ...['logs', 'filter-log-events', '--log-group-name', '/aws/lambda/checkout-api', '--max-items', '20'],
      ...[
        '--start-time',
        `${Date.now() - 5 * MINUTE_MS}`,
        '--filter-pattern',
        '{ $.type = "platform.report" }',
      ],
      ...['--query', 'events[].message'],
    )) as string[];
    expect(messages).toHaveLength(20);
    expect(messages.every((message) => JSON.parse(message).type === 'platform.report')).toBe(true);
  });
});

describe("Debian's AWS CLI writes into the local AWS", () => {
  it('metrics, and reads them back', async () => {
    const metric = ['--namespace', 'Shop', '--metric-name', 'Orders', '--dimensions'];
    const put = ['--timestamp', minutesAgo(10), '--unit', 'Count', '--value'];
    for (const value of ['3', '4'])
      await answer('cloudwatch', 'put-metric-data', ...metric, 'Shop=berlin', ...put, value);
    const listed = await answer('cloudwatch', 'list-metrics', '--namespace', 'Shop', '--query', 'Metrics');
    const points = await answer(
      ...['cloudwatch', 'get-metric-statistics', ...metric, 'Name=Shop,Value=berlin', '--period', '60'],
      ...['--start-time', minutesAgo(11), '--end-time', minutesAgo(9), '--statistics', 'Sum', 'SampleCount'],
      ...['--query', 'Datapoints[].[Sum,SampleCount]'],
    );
    expect(listed).toMatchObject([{ MetricName: 'Orders', Dimensions: [{ Name: 'Shop', Value: 'berlin' }] }]);
    expect(points).toEqual([[7, 2]]);
  });

  it('log events, follows them as they arrive, and deletes the group', async () => {
    const group = ['--log-group-name', '/cli'];
    const stream = ['--log-stream-name', 'one'];
    const write = (message: string) =>
      answer(
        ...['logs', 'put-log-events', ...group, ...stream],
        ...['--log-events', JSON.stringify([{ timestamp: Date.now(), message }])],
      );
    await answer('logs', 'create-log-group', ...group);
    await answer('logs', 'create-log-stream', ...group, ...stream);
    await write('written before ☃');
    const tail = startAwsCli(['logs', 'tail', '/cli', '--follow', '--format', 'short'], localAws.env);
    await tail.line((line) => line.endsWith(' written before ☃'));
    await write('written while following');
    await tail.line((line) => line.endsWith(' written while following'));
    tail.signal('SIGINT');
    const { stdout } = await tail.ended;
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);

    await answer('logs', 'delete-log-group', ...group);
    const { stderr } = await runAwsCli(['logs', 'tail', '/cli'], localAws.env);
    expect(stderr).toContain('(ResourceNotFoundException)');
  });
});

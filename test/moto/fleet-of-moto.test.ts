import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { openScreen, type Screen } from '../screen/open-screen.ts';
import { accountEnvironment, motoEnvironment } from './account-environment.ts';
import { createFunction } from './function-writer.ts';
import { publishMinutes } from './metric-writer.ts';
import { runLmon } from './program.ts';
import { sdkClients } from './sdk-clients.ts';

const REGION = 'eu-central-1';
const env = motoEnvironment(inject('motoUrl'), REGION);
const clients = sdkClients(inject('motoUrl'), REGION, 'query');

beforeAll(async () => {
  const roleArn = inject('lambdaRoleArn');
  await createFunction(clients, roleArn, 'orders-api', 50);
  await createFunction(clients, roleArn, 'mailer');
  await createFunction(clients, roleArn, 'never-called');
  await publishMinutes(clients, 'orders-api', {
    invocations: 120,
    errors: 6,
    throttles: 30,
    meanDurationMs: 200,
    maximumDurationMs: 900,
    concurrency: 5,
  });
  await publishMinutes(clients, 'mailer', {
    invocations: 60,
    errors: 0,
    throttles: 0,
    meanDurationMs: 50,
    maximumDurationMs: 90,
    concurrency: 1,
  });
});
afterAll(() => clients.close());

describe('lmon fleet --output json with moto', () => {
  let functions: Readonly<Record<string, unknown>>[];
  beforeAll(async () => {
    const { code, stdout, stderr } = await runLmon(['fleet', '--output', 'json'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    functions = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  });

  it('lists every function, the worst first', () => {
    expect(functions.map((row) => row['function'])).toEqual(['orders-api', 'mailer', 'never-called']);
  });

  it('judges a function by the metrics that were published', () => {
    expect(functions[0]).toMatchObject({
      severity: 'crit',
      activity: 'active',
      settled: true,
      requestsPerSecond: 2,
      errorRate: 0.05,
      throttleRate: 0.2,
      concurrency: { estimate: 0.4, observedMax: 5 },
      limit: { kind: 'reserved', value: 50 },
      throttling: 'throttling',
    });
  });

  it('has measured zeros if zeros were published', () => {
    expect(functions[1]).toMatchObject({ severity: 'unknown', errorRate: 0, throttleRate: 0 });
  });

  it('has null for what moto does not have, and still judges the rest', () => {
    expect(functions[1]).toMatchObject({
      requestsPerSecond: 1,
      // No percentiles, no event source mappings, no account settings.
      durationP95Ms: null,
      iteratorAgeMs: null,
      limit: { kind: 'unknown', value: null },
      use: null,
      etaSeconds: null,
    });
  });

  it('has null for all numbers of a function that was never called', () => {
    expect(functions[2]).toMatchObject({
      severity: 'ok',
      activity: 'idle',
      minute: null,
      requestsPerSecond: null,
      errorRate: null,
      throttleRate: null,
      concurrency: { estimate: null, low: null, high: null, observedMax: null },
    });
  });
});

describe('lmon fleet with moto', () => {
  it('prints a table in which missing data is neither zero nor a guess', async () => {
    const { code, stdout } = await runLmon(['fleet'], env);
    const row = (name: string) => stdout.split('\n').find((line) => line.includes(name));
    expect(code).toBe(0);
    expect(row('orders-api')).toMatch(/CRIT orders-api .* 5\.0 .* ~0\.4\/50 R /);
    expect(row('mailer')).toMatch(/\? {4}mailer .* ~0\.1\/\? +\? +\?/);
    expect(row('never-called')).toMatch(/idle never-called( +-)+/);
  });

  it("says that CloudWatch can't be read, and does not end successfully", async () => {
    // moto answers AWS JSON with a server error.
    const { code, stdout, stderr } = await runLmon(
      ['fleet'],
      accountEnvironment(env['AWS_ENDPOINT_URL'] ?? '', REGION),
    );
    expect(stdout).toContain('orders-api');
    expect(stderr).toMatch(/^lmon: no answer to cloudwatch:GetMetricData/);
    expect(code).toBe(69);
  });
});

describe('the fleet screen with moto', () => {
  let screen: Screen;
  afterEach(() => screen.close());

  it('shows the account, names the cause, leaves unknown limits open, and restores the terminal', async () => {
    screen = await openScreen({ args: ['fleet'], columns: 120, rows: 40, env });
    // Until the reserved limit is read, it is unknown whether it was met.
    await screen.waitFor(/met a request or scaling rate, with concurrency to spare; 20.0 % turned away/);
    const text = screen.text().join('\n');
    expect(text).toContain(`123456789012 ${REGION}`);
    expect(text).toMatch(/CRIT +orders-api .* ~0\.4\/50 R/);
    expect(text).toMatch(/claimed +─+ +\?/);
    expect(text).toMatch(/mailer .* ~0\.1\/\? /);
    screen.press('q');
    expect(await screen.exited).toEqual({ code: 0, signal: null });
    expect(screen.isAlternate()).toBe(false);
    expect(screen.isCursorVisible()).toBe(true);
  });
});

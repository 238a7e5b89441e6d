import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { SMALL_CAST, smallAccount } from '../screen/small-account.ts';
import { runLmon } from './lmon-in-process.ts';
import { type Ended, linesOf } from './lmon-process.ts';
import type { LocalAccount } from './local-account.ts';

const PRIVATE_KEY = fileURLToPath(new URL('../aws/fixtures/loopback-key.pem', import.meta.url));
const NO_LISTENER = 'http://127.0.0.1:1';
const LAST_MINUTE = ['--since', '2m', '--until', '1m'];

let account: LocalAccount;
beforeAll(async () => {
  account = await smallAccount(60, [...SMALL_CAST, 'cart-api', 'image-resize', 'user-profile']);
});
beforeEach(() => account.setFaults([]));
afterAll(() => account.close());

const lmon = (line: string, env: Readonly<Record<string, string>> = {}) =>
  runLmon(line.split(' '), { env: { ...account.env, ...env } });

function expectComplaint({ status, stdout, stderr }: Ended, expectedStatus: number, complaint: RegExp) {
  expect(linesOf(stderr)).toEqual([expect.stringMatching(complaint)]);
  // Its own name is said once.
  expect(stderr).toMatch(/^lmon: (?!lmon )/);
  expect(stdout).toBe('');
  expect(status).toBe(expectedStatus);
}

describe('lmon ends with 64 and one line', () => {
  it.each([
    ['tial checkout-api', /unknown command "tial"; did you mean tail\?/],
    ['tail', /tail needs a function/],
    ['fleet --outptu json', /unknown flag --outptu; did you mean --output\? lmon --help lists/],
    ['fleet --output xml', /fleet prints text or json, not xml/],
    ['fleet --output raw', /fleet prints text or json, not raw/],
    ['doctor --output raw', /doctor prints text or json, not raw/],
    ['tail x --output xml', /tail prints text, raw or json, not xml/],
    ['fleet --until 2126-11-24T02:40:00Z', /--until is yet to come/],
    ['fleet --since 2126-11-24T02:40:00Z', /--since is yet to come/],
    ['tail x --since 2126-11-24T02:40:00Z', /--since is yet to come/],
    ['doctor --since soon', /--since soon is not a time/],
    ['doctor --record x', /doctor does not take --record/],
    ['tail checkout-api --since soon', /--since soon is not a time/],
    ['tail checkout-api --until soon', /--until soon is not a time/],
    ['tail checkout-api --since 5m --until 10m', /--until is before --since/],
    ['fleet --theme pink', /theme "pink" \(flag\) is none of dark, /],
    ['fleet --config /nowhere/lmon.yml', /configuration file \/nowhere\/lmon.yml does not exist/],
    ['fleet --endpoint-url nowhere', /--endpoint-url|endpoint/],
    ['demo local', /demo does not run local/],
    ['demo demo', /demo does not run demo/],
    ['demo replay x', /demo does not run replay/],
    ['demo tail', /tail needs a function/],
    ['demo fleet --profile production', /demo does not take --profile/],
    ['demo fleet --endpoint-url http://127.0.0.1:1', /demo does not take --endpoint-url/],
    ['local --speed 0', /--speed takes a number above 0/],
    ['local --seed x', /--seed takes a whole number/],
    ['local --port 99999', /--port takes a number up to 65535/],
    ['local --now soon', /--now soon is not a time: 15m, 02:40 or 2026-/],
  ])('for "lmon %s"', async (line, complaint) => {
    expectComplaint(await lmon(line), 64, complaint);
  });

  it.each([
    ['fleet --since banana', /--since banana is not a time/],
    ['watch x --until banana', /--until banana is not a time/],
    ['triage x --since banana', /--since banana is not a time/],
    ['check x --within banana', /--within banana is not a span/],
    ['tail x --since banana', /--since banana is not a time/],
    ['tail x --level loud', /--level loud/],
    ['tail x --request banana', /--request takes a request id/],
    ['tail x --profile nobody --include (', /--include: /],
  ])('for "lmon %s" before it needs an account or a Region', async (line, complaint) => {
    const env = { HOME: account.env['HOME'] ?? '' };
    expectComplaint(await runLmon(line.split(' '), { env }), 64, complaint);
  });

  it("for a clock that can't be read", async () => {
    expectComplaint(await lmon('fleet', { LMON_CLOCK: 'noon' }), 64, /LMON_CLOCK is not an account time/);
  });

  it('for a recording without a name', async () => {
    expectComplaint(await lmon('fleet --record='), 64, /--record needs the name of a file/);
  });

  it.each([
    ['fleet', '/nowhere/ca.pem', /^lmon: AWS_CA_BUNDLE \/nowhere\/ca\.pem: there is no such file$/],
    ['tail checkout-api', '/', /^lmon: AWS_CA_BUNDLE \/: it is a folder$/],
    ['doctor', '/dev/null', /^lmon: AWS_CA_BUNDLE \/dev\/null: it holds no certificate as PEM$/],
    ['fleet', PRIVATE_KEY, /^lmon: AWS_CA_BUNDLE \S+: it holds no certificate as PEM$/],
  ])("for certificates that can't be read: lmon %s, %s", async (line, path, complaint) => {
    const env = { AWS_CA_BUNDLE: path, AWS_ENDPOINT_URL: 'https://127.0.0.1:1' };
    expectComplaint(await lmon(line, env), 64, complaint);
  });

  it("for certificates that can't be read, but not if the endpoint uses none", async () => {
    const env = { ...account.env, AWS_CA_BUNDLE: '/nowhere/ca.pem' };
    const ended = await runLmon(['tail', 'user-profile', ...LAST_MINUTE], { env });
    expect([ended.status, ended.stderr]).toEqual([0, '']);
  });
});

describe('lmon ends with 66 and one line', () => {
  it.each([
    ['chekout-api', 'checkout-api'],
    ['checkout', 'checkout-api'],
    ['api', 'cart-api or checkout-api'],
    ['CHECKOUT-API', 'checkout-api'],
    ['order-stream', 'order-stream-consumer'],
    ['image-rezise', 'image-resize'],
  ])('for the unknown function %s, and suggests %s', async (word, nearest) => {
    const complaint = new RegExp(`no function "${word}" in eu-west-1; did you mean ${nearest}\\?`);
    expectComplaint(await lmon(`tail ${word}`), 66, complaint);
  });

  it('for an unknown function with no similar name', async () => {
    expectComplaint(await lmon('tail zzzzzzzz'), 66, /no function "zzzzzzzz" in eu-west-1$/);
  });

  it('for a log group that does not exist', async () => {
    expectComplaint(
      await lmon('tail /aws/lambda/nobody --no-follow'),
      66,
      /\/aws\/lambda\/nobody: not found/,
    );
    expectComplaint(
      await lmon('tail /aws/lambda/nobody --no-follow --output json'),
      66,
      /\/aws\/lambda\/nobody: not found/,
    );
  });
});

describe('lmon ends with 69 and one line without an answer', () => {
  it.each(['fleet', 'tail checkout-api', 'tail /aws/lambda/checkout-api --no-follow'])(
    'for "lmon %s"',
    async (line) => {
      const ended = await lmon(line, { AWS_ENDPOINT_URL: NO_LISTENER });
      expect(linesOf(ended.stderr).at(-1)).toMatch(/no answer to \S+: ECONNREFUSED/);
      expect(ended.status).toBe(69);
      expect(ended.stdout).toBe('');
    },
  );

  it('for "lmon fleet"', async () => {
    expectComplaint(
      await lmon('fleet', { AWS_ENDPOINT_URL: NO_LISTENER }),
      69,
      /no answer to \S+: ECONNREFUSED/,
    );
  });
});

const faulty = (operation: string, kind: FaultInput['kind']): FaultInput => ({ operation, kind });

describe('lmon ends with', () => {
  it.each<[number, string, string, FaultInput, RegExp]>([
    [
      77,
      'fleet',
      'the list of functions is denied',
      faulty('lambda:ListFunctions', 'denied'),
      /access denied.*lambda:ListFunctions/,
    ],
    [
      77,
      'fleet',
      'metrics are denied',
      faulty('cloudwatch:GetMetricData', 'denied'),
      /access denied.*cloudwatch:GetMetricData/,
    ],
    [
      77,
      'watch checkout-api --no-follow',
      'metrics are denied',
      faulty('cloudwatch:GetMetricData', 'denied'),
      /access denied.*cloudwatch:GetMetricData/,
    ],
    [
      77,
      'triage checkout-api',
      'metrics are denied',
      faulty('cloudwatch:GetMetricData', 'denied'),
      /access denied.*cloudwatch:GetMetricData/,
    ],
    [
      69,
      'triage --all',
      'metrics get no answer',
      faulty('cloudwatch:GetMetricData', 'unavailable'),
      /no answer to cloudwatch:GetMetricData/,
    ],
    [
      77,
      `tail checkout-api --no-follow`,
      'the log is denied',
      faulty('logs:FilterLogEvents', 'denied'),
      /access denied.*logs:FilterLogEvents/,
    ],
    ...['watch checkout-api --no-follow', 'triage checkout-api', 'triage --all'].flatMap(
      (line): [number, string, string, FaultInput, RegExp][] => [
        [
          77,
          line,
          'the log is denied',
          faulty('logs:FilterLogEvents', 'denied'),
          /access denied.*logs:FilterLogEvents/,
        ],
        [
          69,
          line,
          'the log gets no answer',
          faulty('logs:FilterLogEvents', 'unavailable'),
          /no answer to logs:FilterLogEvents/,
        ],
      ],
    ),
    [
      75,
      'fleet',
      'AWS throttles the list of functions',
      faulty('lambda:ListFunctions', 'throttle'),
      /AWS throttles lambda:ListFunctions/,
    ],
    [
      75,
      'fleet',
      'AWS throttles metrics',
      faulty('cloudwatch:GetMetricData', 'throttle'),
      /AWS throttles cloudwatch:GetMetricData/,
    ],
    [
      75,
      `tail checkout-api --no-follow`,
      'AWS throttles the log for a minute',
      faulty('logs:FilterLogEvents', 'throttle'),
      /AWS throttles logs:FilterLogEvents/,
    ],
    [
      69,
      'fleet',
      'CloudWatch is down',
      faulty('cloudwatch:GetMetricData', 'unavailable'),
      /no answer to cloudwatch:GetMetricData/,
    ],
    [
      69,
      `tail checkout-api --no-follow`,
      'the log is down for a minute',
      faulty('logs:FilterLogEvents', 'internal'),
      /no answer to logs:FilterLogEvents/,
    ],
    [78, 'fleet', 'credentials have expired', faulty('*', 'expired'), /credentials have expired: sign in/],
    [
      78,
      `tail checkout-api --no-follow`,
      'credentials have expired',
      faulty('*', 'expired'),
      /credentials have expired: sign in/,
    ],
  ])('%i for "lmon %s" when %s', async (status, line, _case, fault, complaint) => {
    await account.setFaults([fault]);
    const ended = await lmon(line);
    expect(linesOf(ended.stderr).at(-1)).toMatch(complaint);
    expect(ended.status).toBe(status);
  });

  it.each<[number, FaultInput['kind'], RegExp]>([
    [77, 'denied', /access denied: the identity may not call logs:FilterLogEvents/],
    [78, 'expired', /credentials have expired: sign in/],
  ])('%i and one line if the very first page of a followed log is %s', async (status, kind, complaint) => {
    await account.setFaults([faulty('logs:FilterLogEvents', kind)]);
    expectComplaint(await lmon('tail /aws/lambda/checkout-api'), status, complaint);
  });

  it("69 if a followed log's endpoint is unreachable for a minute", async () => {
    const ended = await lmon('tail /aws/lambda/checkout-api', { AWS_ENDPOINT_URL: NO_LISTENER });
    expect(linesOf(ended.stderr).at(-1)).toMatch(/no answer to logs:FilterLogEvents: ECONNREFUSED/);
    expect([ended.status, ended.stdout]).toEqual([69, '']);
  });

  it('77 and the table without numbers if metrics are denied: the rest is known', async () => {
    await account.setFaults([faulty('cloudwatch:GetMetricData', 'denied')]);
    const { stdout, stderr } = await lmon('fleet --output json');
    const functions = linesOf(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(functions).toHaveLength(account.world.functions.length);
    for (const each of functions)
      expect(each).toMatchObject({
        severity: each['activity'] === 'idle' ? 'ok' : 'unknown',
        requestsPerSecond: null,
      });
    expect(linesOf(stderr)).toHaveLength(1);
  });
});

describe('lmon ends with 78 and one line', () => {
  const withoutKeys = () => {
    const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _key, ...env } = account.env;
    return env;
  };

  it.each(['fleet', 'tail checkout-api', 'tail /aws/lambda/checkout-api'])(
    'for "lmon %s" without credentials',
    async (line) => {
      expectComplaint(
        await runLmon(line.split(' '), { env: withoutKeys() }),
        78,
        /no valid credentials: .*aws configure sso .*AWS_PROFILE.* lmon demo needs none$/,
      );
    },
  );

  it('for a misspelt profile', async () => {
    writeFileSync(join(account.env['HOME'] ?? '', 'config'), '[profile production]\nregion = eu-west-1\n');
    const env = { AWS_CONFIG_FILE: join(account.env['HOME'] ?? '', 'config') };
    expectComplaint(
      await lmon('fleet --profile prodcution', env),
      78,
      /profile "prodcution" \(flag\) is not in the AWS configuration files; did you mean production\?$/,
    );
    expectComplaint(
      await lmon('fleet', { ...env, AWS_PROFILE: 'prodcution' }),
      78,
      /profile "prodcution" \(environment\) is not in/,
    );
  });

  it('for a profile that needs another one that does not exist', async () => {
    const config = join(account.env['HOME'] ?? '', 'astray');
    writeFileSync(
      config,
      '[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = bsae\n',
    );
    expectComplaint(
      await lmon('fleet --profile prod', { AWS_CONFIG_FILE: config }),
      78,
      /profile "prod" \(flag\) needs the profile "bsae", which is not in the AWS configuration files/,
    );
  });

  it('for a profile of an SSO session that is not described', async () => {
    const config = join(account.env['HOME'] ?? '', 'undescribed');
    writeFileSync(config, '[profile prod]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = x\n');
    expectComplaint(
      await lmon('fleet --profile prod', { AWS_CONFIG_FILE: config }),
      78,
      /profile "prod" \(flag\) needs the sso-session "corp", which is not in the AWS configuration files/,
    );
  });

  it('for one key of a pair', async () => {
    const { AWS_SECRET_ACCESS_KEY: _key, ...env } = account.env;
    const complaint = /AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not/;
    expectComplaint(await runLmon(['fleet'], { env }), 78, complaint);
  });

  it.each(['fleet', 'tail checkout-api', 'tail /aws/lambda/checkout-api'])(
    'for "lmon %s" with an expired SSO session, and names the command that renews it',
    async (line) => {
      const home = account.env['HOME'] ?? '';
      const cache = join(home, '.aws', 'sso', 'cache');
      mkdirSync(cache, { recursive: true });
      writeFileSync(
        join(home, '.aws', 'config'),
        '[profile prod]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Read\n' +
          '[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-west-1\n',
      );
      const token = { accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' };
      const name = createHash('sha1').update('corp').digest('hex');
      writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
      expectComplaint(
        await lmon(`${line} --profile prod`),
        78,
        /the SSO session has expired or was never opened: aws sso login --profile prod$/,
      );
    },
  );

  it('without a Region', async () => {
    const { AWS_REGION: _region, ...env } = account.env;
    expectComplaint(
      await runLmon(['fleet'], { env }),
      78,
      /no Region: pass --region.*; lmon demo needs no account$/,
    );
  });

  it.each(['eu west', 'x/../y', 'eu-west-1.evil.example'])(
    'for the Region "%s", which does not exist',
    async (region) => {
      const { AWS_ENDPOINT_URL: _url, ...env } = account.env;
      const ended = await runLmon(['fleet', '--region', region], { env });
      expectComplaint(ended, 78, /Region/);
    },
  );
});

describe('lmon ends with 0', () => {
  // Reading logs ends after some seconds of account time, and a busy machine needs longer to answer at this speed.
  let unhurried: LocalAccount;
  beforeAll(async () => {
    unhurried = await smallAccount(3);
  });
  afterAll(() => unhurried.close());

  it.each([
    '--help',
    'help tail',
    '--version',
    'fleet',
    `tail checkout-api --no-follow ${LAST_MINUTE.join(' ')}`,
  ])('for "lmon %s"', async (line) => {
    const { status, stdout, stderr } = await lmon(line, unhurried.env);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).not.toBe('');
  });
});

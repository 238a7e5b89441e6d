import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FaultInput } from '../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../src/local/world/create-world.ts';
import { runLmon } from '../commands/lmon-in-process.ts';
import { linesOf } from '../commands/lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { SMALL_CAST, smallAccount } from '../screen/small-account.ts';

/**
 * What lmon says to typical mistakes and in typical trouble, and its exit status, all in `mistakes.txt`: read its diff as
 * whoever mistyped would. `npx vitest run test/contract/mistakes -u` writes it anew.
 */
interface Mistake {
  /** What is special about the surroundings. */
  readonly when?: string;
  /** Words apart by single spaces. */
  readonly lines: readonly string[];
  /** Replaces parts of the environment; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Files in its home, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly fault?: FaultInput;
  /** The account has no function. */
  readonly isEmpty?: boolean;
  /** Attempts in between tell of seconds that vary: only the end counts. */
  readonly isTriedAgain?: boolean;
}

const NO_LISTENER = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
const NO_KEYS = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const PRIVATE_KEY = fileURLToPath(new URL('../aws/fixtures/loopback-key.pem', import.meta.url));
const SSO_PROFILE =
  '[profile prod]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Read\n' +
  '[sso-session corp]\nsso_start_url = https://corp.example/start\nsso_region = eu-west-1\n';
const SSO_TOKEN = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`;

const refused = (operation: string, kind: FaultInput['kind'], ...lines: readonly string[]): Mistake => ({
  when: `${operation} is ${kind}`,
  lines,
  fault: { operation, kind },
  isTriedAgain: kind !== 'denied' && kind !== 'expired',
});

const configured = (what: string, text: string): Mistake => ({
  when: `the configuration file has ${what}`,
  lines: ['fleet'],
  files: { 'config.yml': text },
  env: { LMON_CONFIG: '~/config.yml' },
});

const set = (name: string, value: string, ...lines: readonly string[]): Mistake => ({
  when: `${name}=${value}`,
  lines,
  env: { [name]: value },
});

const MISTAKES: readonly Mistake[] = [
  {
    when: 'before an account or a Region is needed',
    env: { ...NO_KEYS, AWS_REGION: undefined },
    lines: [
      ...['tial checkout-api', 'flete', 'constructor', 'help tial', 'headroom x', 'invocations x'],
      ...['logs x', 'ls', 'tail x --follow', 'tail -f x', 'tail x -n 5', 'fleet -p prod'],
      ...[
        'tail x --since 1w',
        'tail x --since now',
        'tail',
        'triage',
        'fleet x',
        'watch a b',
        'triage cart-api --all',
      ],
      ...['--outptu json', '--regoin=eu-west-1', '--zzzzzzzzzzzz', '-x', 'fleet -v', 'tail x --sinse 5m'],
      ...['--region', '--since -15m', '--plain=yes', 'tail x --output', 'tail x -A', 'tail x -A -a'],
      ...['tail --stack shop --stack', 'tail x --filter -a', 'tail x --filter a --filter=b'],
      ...['tail x --version 1 --version 2', 'demo tail x --level info --level warn'],
      ...['check --region eu-west-1,', 'tail x --region ,us-east-1', 'fleet --region eu-west-1,us-east-1'],
      ...['replay', 'replay x --speed 0'],
      ...['fleet --tag team=shop', 'fleet --seed 4', 'fleet --include x', 'fleet --last', 'check --live'],
      ...['doctor --record x', 'replay x --record y', 'replay x --profile prod', 'local --output json'],
      ...['triage --all --cloudtrail', 'triage --all --insights'],
      ...['fleet --output xml', 'fleet --output raw', 'doctor --output raw', 'tail x --output yaml'],
      ...[
        'triage x --output raw',
        'watch x --region eu-west-1,us-east-1',
        'fleet --theme pink',
        'fleet --theme constructor',
        'fleet --glyphs emoji',
      ],
      ...['fleet --since banana', 'watch x --until soon', 'tail x --since 15', 'check x --within soon'],
      ...['tail x --since 2126-11-24T02:40:00Z', 'fleet --until 2126-11-24T02:40:00Z'],
      ...['tail checkout-api --since 5m --until 10m', 'check --only speed', 'check --only capacity,speed'],
      ...['tail x --level loud', 'tail x --request banana', 'tail x --request=', 'fleet --record='],
      ...['tail x --include (', 'tail x --include (?=x)', 'tail x --profile nobody --include ('],
      ...['fleet --config ~/absent.yml', 'fleet --config /dev/zero', 'fleet --config /'],
      ...['doctor --since soon', 'triage x --since banana', 'tail x --until soon'],
      ...['fleet --endpoint-url nowhere', 'fleet --endpoint-url me:pass@host'],
      'fleet --endpoint-url ftp://me:p@ss/word@host/x',
      ...['demo local', 'demo demo', 'demo replay x', 'demo tail', 'demo fleet --profile production'],
      ...['demo fleet --endpoint-url http://127.0.0.1:1', 'demo --theme purple', 'demo check --output xml'],
      ...['demo check --only speed', 'demo watch x --since never', 'demo tail x --include ('],
      'demo fleet --now 2026-11-24T03:12:10Z --until 2026-11-24T05:00:00Z',
      ...['local --speed 0', 'local --seed x', 'local --port 99999', 'local --now soon'],
      ...['fleet', 'tail /aws/lambda/checkout-api', 'replay ~/absent.ndjson'],
    ],
  },
  {
    lines: [
      ...['tail chekout-api', 'tail checkout', 'tail api', 'tail CHECKOUT-API', 'tail order-stream'],
      ...['tail zzzzzzzz', 'tail zzz-*', 'tail /aws/lambda/nobody --no-follow', 'watch nobody', 'watch a b'],
      ...['triage checkout-ap', 'triage cart-*', 'triage cart-api:lve', 'watch checkout-api:nobody'],
      ...['check nosuch', 'check zzz-*', 'check cart-api:42', 'check /aws/lambda/cart-api'],
      ...['tail --tag team=nobody', 'tail checkout-api:nope'],
      'tail checkout-api --no-follow --filter {',
    ],
  },
  {
    when: 'there is no such request',
    isTriedAgain: true,
    lines: ['tail checkout-api --since 1m --request 00000000'],
  },
  {
    when: 'the Region has no functions',
    isEmpty: true,
    lines: ['check', 'check --output json', 'fleet', 'fleet --output json', 'triage --all'],
  },
  set('LMON_CLOCK', 'noon', 'fleet'),
  set('LMON_CLOCK', '2026-11-24T03:12:10Z@1795490000000x100001', 'fleet'),
  set('LMON_CLOUDWATCH_PROTOCOL', 'cbor', 'fleet'),
  set('LMON_REQUEST_TIMEOUT', '11', 'fleet'),
  set('LMON_REQUEST_TIMEOUT', '0', 'fleet'),
  set('LMON_REQUEST_TIMEOUT', '5s', 'fleet'),
  set('LMON_THEME', 'pink', 'fleet'),
  set('LMON_CONFIG', '/nowhere/lmon.yml', 'fleet'),
  set('AWS_ENDPOINT_URL', 'file:///etc', 'fleet'),
  configured('broken YAML', 'profile: [a, b'),
  configured('lists without an end', '['.repeat(50_000)),
  configured('JSON as deep', `{"profile":${'['.repeat(9_000)}${']'.repeat(9_000)}}`),
  configured('more than it may', '#'.repeat(1_048_577)),
  configured('a list', '- profile\n- region\n'),
  configured('a sentence', 'just words'),
  configured('a number for a name', 'profile: 12\n'),
  configured('a word for a threshold', 'thresholds:\n  errors: many\n'),
  configured('a word instead of a pair', 'thresholds:\n  pool: full\n'),
  configured('a number instead of a pair', 'thresholds:\n  throttles: 0.1\n'),
  configured('a pair instead of a number', 'thresholds:\n  fewestErrors: { warnAt: 1, critAt: 2 }\n'),
  configured('half a pair', 'thresholds:\n  errors: { warnAt: 0.1 }\n'),
  configured('a threshold below zero', 'thresholds:\n  errors: { warnAt: -1, critAt: 1 }\n'),
  configured('a percentage for a share', 'thresholds:\n  use: { warnAt: 70, critAt: 90 }\n'),
  configured('warnings above the critical', 'thresholds:\n  errors: { warnAt: 0.5, critAt: 0.1 }\n'),
  configured('warnings after the critical', 'thresholds:\n  etaMs: { warnAt: 60000, critAt: 120000 }\n'),
  configured('half an error', 'thresholds:\n  fewestErrors: 2.5\n'),
  configured('an infinite age', 'thresholds:\n  iteratorAgeMs: .inf\n'),
  configured('no number at all', 'thresholds:\n  iteratorAgeMs: .nan\n'),
  configured('a number for a key', 'keys:\n  logs: 7\n'),
  { when: 'there are no keys', env: NO_KEYS, lines: ['fleet', 'tail checkout-api', 'tail /aws/lambda/x'] },
  { when: 'half of a key pair is set', env: { AWS_SECRET_ACCESS_KEY: undefined }, lines: ['fleet'] },
  { when: 'there is no Region', env: { AWS_REGION: undefined }, lines: ['fleet'] },
  {
    when: 'there is no endpoint',
    env: { AWS_ENDPOINT_URL: undefined },
    lines: ['fleet --region x/../y', 'fleet --region eu-west-1.evil.example', 'fleet --region eu_west'],
  },
  {
    when: 'there is a profile "production"',
    files: { '.aws/config': '[profile production]\nregion = eu-west-1\n' },
    lines: ['fleet --profile prodcution'],
  },
  set('AWS_PROFILE', 'nope', 'fleet'),
  {
    when: 'the profile needs another one that does not exist',
    files: {
      '.aws/config': '[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = bsae\n',
    },
    lines: ['fleet --profile prod'],
  },
  {
    when: 'the profile is of an SSO session that is not described',
    files: {
      '.aws/config': '[profile prod]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = x\n',
    },
    lines: ['fleet --profile prod'],
  },
  {
    when: 'the SSO session has expired',
    files: {
      '.aws/config': SSO_PROFILE,
      [SSO_TOKEN]: '{"accessToken":"x","expiresAt":"2020-01-01T00:00:00Z"}',
    },
    lines: ['fleet --profile prod', 'tail checkout-api --profile prod', 'tail /aws/lambda/x --profile prod'],
  },
  ...['/nowhere/ca.pem', '/', '/dev/null', PRIVATE_KEY].map((path): Mistake => {
    return {
      ...set('AWS_CA_BUNDLE', path, 'fleet'),
      env: { AWS_CA_BUNDLE: path, AWS_ENDPOINT_URL: 'https://127.0.0.1:1' },
    };
  }),
  {
    when: 'nothing listens there',
    env: NO_LISTENER,
    isTriedAgain: true,
    lines: ['fleet', 'tail checkout-api', 'tail /aws/lambda/checkout-api', 'doctor'],
  },
  refused('lambda:ListFunctions', 'denied', 'fleet', 'check', 'triage --all', 'tail checkout-*'),
  refused('lambda:ListFunctions', 'throttle', 'fleet'),
  refused(
    'cloudwatch:GetMetricData',
    'denied',
    'fleet',
    'watch checkout-api --no-follow',
    'triage checkout-api',
  ),
  refused('cloudwatch:GetMetricData', 'throttle', 'fleet'),
  refused('cloudwatch:GetMetricData', 'unavailable', 'fleet', 'triage --all'),
  ...(['denied', 'unavailable'] as const).map((kind) =>
    refused(
      'logs:FilterLogEvents',
      kind,
      'watch checkout-api --no-follow',
      'triage checkout-api',
      'triage --all',
      'tail checkout-api --no-follow',
      'tail /aws/lambda/checkout-api',
    ),
  ),
  refused('logs:FilterLogEvents', 'throttle', 'tail checkout-api --no-follow'),
  refused('logs:FilterLogEvents', 'internal', 'tail checkout-api --no-follow'),
  refused('*', 'expired', 'fleet', 'tail checkout-api --no-follow', 'tail /aws/lambda/checkout-api'),
  refused('*', 'skewed', 'fleet'),
];

let fullAccount: LocalAccount;
let emptyAccount: LocalAccount;
beforeAll(async () => {
  // A minute of attempts passes in a second.
  fullAccount = await smallAccount(60, [...SMALL_CAST, 'cart-api', 'user-profile']);
  emptyAccount = await localAccount(1, { world: createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' }) });
});
afterAll(() => Promise.all([fullAccount.close(), emptyAccount.close()]));

it('says what is wrong in one line, with its exit status', async () => {
  const said: string[] = [];
  for (const mistake of MISTAKES) said.push(await answersTo(mistake));
  await expect(said.join('\n')).toMatchFileSnapshot('mistakes.txt');
});

async function answersTo(mistake: Mistake): Promise<string> {
  const { when, lines, env, files, fault, isEmpty, isTriedAgain } = mistake;
  const account = isEmpty ? emptyAccount : fullAccount;
  const home = account.env['HOME'] ?? '';
  const inHome = (text: string) => text.replaceAll('~', home);
  for (const [path, text] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  await account.setFaults(fault === undefined ? [] : [fault]);
  const surroundings = Object.entries({ ...account.env, ...env }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, inHome(value)] as const],
  );
  const said = when === undefined ? [] : [`# ${when}\n`];
  for (const line of lines) {
    const ended = await runLmon(inHome(line).split(' '), { env: Object.fromEntries(surroundings) });
    const stderr = linesOf(ended.stderr);
    if (!isTriedAgain && ended.status !== 0) expect(stderr, line).toHaveLength(1);
    if ([64, 66, 78].includes(ended.status ?? 0)) expect(ended.stdout, line).toBe('');
    said.push(`$ lmon ${line}\n${stderr.at(-1) ?? 'nothing'}\nexit status ${ended.status}\n`);
  }
  return said
    .join('\n')
    .replaceAll(home, '~')
    .replaceAll(account.url, 'http://127.0.0.1:15666')
    .replaceAll(dirname(PRIVATE_KEY), 'fixtures');
}

import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { type LocalAccount, localAccount, START_MS } from '../../commands/local-account.ts';
import { type Answering, type HttpProxy, passOn, startHttpProxy } from '../../faults/http-proxy.ts';
import { STREAMS } from '../../faults/line-writer.ts';
import { type LogGroup, logGroup } from '../../faults/log-group.ts';
import { RESTORED, terminalOf } from '../demo.ts';
import { KEY, openScreen, type Screen } from '../open-screen.ts';

const SPEED = 20;
const CONFIG = `
[profile prod]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = on-call
region = eu-west-1
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
`;
const TOKEN_FILE = `${createHash('sha1').update('corp').digest('hex')}.json`;
const tokenFile = (accessToken: string) =>
  JSON.stringify({ accessToken, expiresAt: '2036-11-24T00:00:00Z', region: 'eu-west-1' });

/** Stands in for the AWS CLI: prompts the user, and renews the profile's session. */
const FAKE_AWS = `#!/bin/sh
[ "$*" = "sso login --profile prod" ] || exit 9
printf 'Sign in to corp? '
read answer || exit 8
[ "$answer" != maybe ] || { printf 'looking\\nToken for \\033[31mcorp\\033[0m is gone\\n' >&2; exit 255; }
[ "$answer" = yes ] || exit 7
printf '%s' '${tokenFile('new')}' > "$HOME/.aws/sso/cache/${TOKEN_FILE}"
`;

let account: LocalAccount;
let proxy: HttpProxy;
let group: LogGroup;
let screen: Screen;
/** The token whose keys AWS accepts. */
let validToken = 'old';

/** SSO, which issues different keys for each token, in front of a service that accepts only the valid token's keys. */
const guarded: Answering = (request, response, pass) => {
  const refuse = (status: number, name: string) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': name })
      .end(JSON.stringify({ __type: name, message: 'it has expired' }));
  const token = request.headers['x-amz-sso_bearer_token'];
  if (token !== undefined) {
    if (token !== validToken) return void refuse(401, 'UnauthorizedException');
    const keys = { accessKeyId: `ASIA${validToken}`, secretAccessKey: 's', sessionToken: 't' };
    return void response.end(
      JSON.stringify({ roleCredentials: { ...keys, expiration: Date.parse('2036-11-24') } }),
    );
  }
  if (!request.headers.authorization?.includes(`Credential=ASIA${validToken}/`))
    return void refuse(400, 'ExpiredTokenException');
  return passOn(request, response, pass);
};

beforeEach(async () => {
  validToken = 'old';
  account = await localAccount(SPEED, { world: createWorld({ seed: 1, nowMs: START_MS, cast: 'empty' }) });
  proxy = await startHttpProxy(account.url);
  proxy.answering = guarded;
  group = logGroup(account.url, '/of/prod');
  await group.create(STREAMS);
  const { HOME = '' } = account.env;
  mkdirSync(join(HOME, 'bin'));
  mkdirSync(join(HOME, '.aws/sso/cache'), { recursive: true });
  writeFileSync(join(HOME, '.aws/config'), CONFIG);
  writeFileSync(join(HOME, 'bin/aws'), FAKE_AWS);
  chmodSync(join(HOME, 'bin/aws'), 0o755);
  signInElsewhere('old');
});
afterEach(async () => {
  await screen.close();
  await proxy.close();
  await account.close();
});

function signInElsewhere(token: string): void {
  writeFileSync(join(account.env['HOME'] ?? '', '.aws/sso/cache', TOKEN_FILE), tokenFile(token));
}

/** The colour of the first letter of these words on the screen. */
function colorOf(words: string) {
  const rows = screen.text();
  const row = rows.findIndex((text) => text.includes(words));
  return screen.cell(rows[row]?.indexOf(words) ?? 0, row).foreground;
}

const write = (line: string) => group.write(STREAMS[0], account.now(), line);
const NOBODY = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_PROFILE: undefined };

/** A log on screen whose credentials have just expired. */
async function openExpired(): Promise<void> {
  const { HOME = '' } = account.env;
  await write('before');
  screen = await openScreen({
    args: ['tail', group.name, '--profile', 'prod'],
    columns: 120,
    rows: 24,
    env: {
      ...account.env,
      ...NOBODY,
      AWS_CONFIG_FILE: join(HOME, '.aws/config'),
      AWS_ENDPOINT_URL: proxy.url,
      // Nothing else: the machine may have an AWS CLI.
      PATH: join(HOME, 'bin'),
    },
  });
  await screen.waitFor(/FOLLOW[\s\S]*before/);
  validToken = 'new';
  await screen.waitFor(
    /STALE expired[\s\S]*EXPIRED[\s\S]*before[\s\S]*credentials expired {3}s aws sso login --profile prod {3}: command {3}! errors {3}\? keys {3}q quit/,
  );
  await write('meanwhile');
}

describe('credentials that expire under a log', () => {
  it('leave its lines on screen, faded and STALE', async () => {
    await openExpired();
    const dimmed = colorOf('before');
    expect(colorOf('credentials expired')).toBe('#e0af68');
    signInElsewhere('new');
    await screen.waitFor(/FOLLOW[\s\S]*meanwhile/);
    expect(colorOf('before')).not.toBe(dimmed);
  });

  it('are renewed with one key, by the AWS CLI on the terminal, and no line is missing afterwards', async () => {
    await openExpired();
    screen.press('s');
    await screen.waitFor('Sign in to corp?');
    expect(screen.isAlternate()).toBe(false);
    expect(screen.isCursorVisible()).toBe(true);
    screen.press('yes\r');
    await screen.waitFor(/LIVE[\s\S]*FOLLOW[\s\S]*before[\s\S]*meanwhile/);
    expect(screen.isAlternate()).toBe(true);
    expect(screen.text().join('\n')).not.toContain('credentials expired');
    await write('afterwards');
    await screen.waitFor('afterwards');
    screen.press('q');
    expect(await screen.exited).toEqual({ code: 0, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
  });

  it('can only be renewed elsewhere where there is no AWS CLI, and the screen says so', async () => {
    await openExpired();
    rmSync(join(account.env['HOME'] ?? '', 'bin/aws'));
    screen.press('s');
    await screen.waitFor("there is no AWS CLI on this machine's PATH to run aws sso login --profile prod");
    expect(screen.text().join('\n')).toMatch(/STALE expired[\s\S]*before/);
    signInElsewhere('new');
    await screen.waitFor(/FOLLOW[\s\S]*meanwhile/);
  });

  it('need no key when they are renewed elsewhere', async () => {
    await openExpired();
    signInElsewhere('new');
    await screen.waitFor(/LIVE[\s\S]*FOLLOW[\s\S]*before[\s\S]*meanwhile/);
  });

  it.each([
    { what: 'no', keys: 'no\r', says: 'aws sso login --profile prod ended with 7; leave lmon to read why' },
    {
      what: 'maybe',
      keys: 'maybe\r',
      says: 'aws sso login --profile prod ended with 255: Token for ␛[31mcorp␛[0m is gone',
    },
    { what: 'Ctrl-C', keys: KEY.ctrlC, says: 'aws sso login --profile prod ended with SIGINT' },
  ])('stay as they are when the user answers $what to the AWS CLI', async ({ keys, says }) => {
    await openExpired();
    screen.press('s');
    await screen.waitFor('Sign in to corp?');
    screen.press(keys);
    await screen.waitFor(says);
    expect(screen.text().join('\n')).toMatch(/STALE expired[\s\S]*before/);
    screen.press('s');
    // The first prompt is still visible when the terminal is lent for the second.
    await screen.waitFor(/Sign in to corp\?[\s\S]*Sign in to corp\?/);
    screen.press('yes\r');
    await screen.waitFor(/FOLLOW[\s\S]*meanwhile/);
  });
});

describe('credentials that never were', () => {
  it('are called missing, not expired, and the fleet goes on by itself once there are some', async () => {
    screen = await openScreen({ args: [], columns: 120, rows: 24, env: { ...account.env, ...NOBODY } });
    await screen.waitFor(
      / no credentials {2}TROUBLE[\s\S]*no credentials: aws configure sso makes a profile[\s\S]*no credentials {3}aws configure sso makes a profile, :profile NAME takes it {3}: command {3}! errors {3}\? keys {3}q quit/,
    );
    screen.press('!');
    await screen.waitFor(/ no credentials \d+ times [\s\S]* do +aws configure sso, then :profile NAME; lmon/);
    expect(screen.text().join('\n')).not.toMatch(/expired|sign in again/);
    screen.press('s');
    await screen.waitFor('there are no credentials to renew: aws configure sso');
    screen.press(KEY.escape);
    const keys = '[default]\naws_access_key_id = local\naws_secret_access_key = local\n';
    writeFileSync(join(account.env['HOME'] ?? '', '.aws/credentials'), keys);
    await screen.waitFor(/LIVE[\s\S]*no function in eu-west-1/);
    expect(screen.text().join('\n')).not.toContain('no credentials');
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalAccount } from '../../commands/local-account.ts';
import { openDemo, RESTORED, terminalOf } from '../demo.ts';
import { startApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';
import { smallAccount } from '../small-account.ts';

const KEYS = 'aws_access_key_id = local\naws_secret_access_key = local\n';
const CONFIG = `
[profile prod]
${KEYS}
region = eu-west-1
[profile staging]
${KEYS}
region = eu-north-1
[profile guarded]
region = eu-west-1
role_arn = arn:aws:iam::111122223333:role/on-call
source_profile = prod
mfa_serial = arn:aws:iam::111122223333:mfa/me
`;

let account: LocalAccount;
let screen: Screen;

/** All requests to the account. */
async function callsMade(): Promise<number> {
  return Object.values(await account.calls()).reduce((sum, each) => sum + each.calls, 0);
}

describe('a session that switches to another account', () => {
  beforeAll(async () => {
    account = await smallAccount();
    const { HOME = '' } = account.env;
    mkdirSync(join(HOME, '.aws'), { recursive: true });
    writeFileSync(join(HOME, '.aws/config'), CONFIG);
  });
  beforeEach(async () => {
    const { HOME = '' } = account.env;
    const nobody = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined };
    screen = await startApp({
      args: ['watch', 'checkout-api', '--profile', 'prod'],
      columns: 120,
      rows: 40,
      env: { ...account.env, ...nobody, AWS_CONFIG_FILE: join(HOME, '.aws/config'), AWS_PROFILE: undefined },
    });
    await screen.waitFor(/prod .*eu-west-1[\s\S]*LAST SETTLED MINUTE \d/);
  });
  afterEach(() => screen.close());
  afterAll(() => account.close());

  it('opens the fleet of the other profile in its Region, with nothing left of the old one', async () => {
    screen.press(`:profile sta${KEY.tab}${KEY.enter}`);
    await screen.waitFor(/staging .*eu-north-1[\s\S]*Fleet/);
    expect(screen.text().join('\n')).not.toMatch(/prod .*eu-west-1|LAST SETTLED MINUTE/);
    const callsBefore = await callsMade();
    screen.press(`:region eu-west-1${KEY.enter}`);
    await screen.waitFor(/staging .*eu-west-1[\s\S]*NEEDS YOU NOW/);
    screen.press('q');
    expect(await screen.exited).toEqual({ code: 0, signal: null });
    expect(terminalOf(screen)).toEqual(RESTORED);
    const callsOfLast = (await callsMade()) - callsBefore;
    const [, told] = /lmon made (\d+) AWS API calls/.exec(screen.text().join('\n')) ?? [];
    expect(callsBefore).toBeGreaterThan(10);
    expect(Number(told)).toBeGreaterThan(callsOfLast);
  });

  it('keeps its settings, which the other account is judged by until lmon ends', async () => {
    screen.press(`:set fewestErrors 20${KEY.enter}`);
    await screen.waitFor('fewestErrors is 20, it was 5');
    for (const [change, shows] of [
      ['profile staging', /staging .*eu-north-1[\s\S]*Fleet/],
      ['region eu-west-1', /staging .*eu-west-1[\s\S]*Fleet/],
    ] as const) {
      screen.press(`:${change}${KEY.enter}`);
      await screen.waitFor(shows);
      screen.press(`:set fewestErrors${KEY.enter}`);
      await screen.waitFor('fewestErrors is 20, set here; may be');
    }
  });

  it('does not switch while calls to AWS are stopped: they stay stopped until resumed', async () => {
    screen.press(`:stop${KEY.enter}`);
    await screen.waitFor('no more calls to AWS');
    screen.press(`:region eu-north-1${KEY.enter}`);
    await screen.waitFor('calls to AWS are stopped; :stop again resumes');
    expect(screen.text().join('\n')).toMatch(/prod .*eu-west-1[\s\S]*STOPPED/);
    screen.press(`:stop${KEY.enter}`);
    await screen.waitFor('calls go on');
    screen.press(`:region eu-north-1${KEY.enter}`);
    await screen.waitFor(/prod .*eu-north-1[\s\S]*Fleet/);
  });

  it.each([
    ['profile prdo', 'no profile prdo in the AWS configuration files; did you mean prod?'],
    ['profile guarded', 'an MFA code is needed: q, then lmon --profile guarded'],
    ['region eu_west', 'lmon knows no Region eu_west; did you mean eu-west-1?'],
    ['region eu-wst-1', 'lmon knows no Region eu-wst-1; did you mean eu-west-1?'],
    ['region nowhere', 'lmon knows no Region nowhere; if it is a new one: q, then lmon --region nowhere'],
  ])('continues and says so if ":%s" leads nowhere', async (command, says) => {
    screen.press(`:${command}${KEY.enter}`);
    await screen.waitFor(says);
    expect(screen.text().join('\n')).toMatch(/prod .*eu-west-1[\s\S]*LAST SETTLED MINUTE/);
  });
});

describe('the demo', () => {
  it('has only one account, and says so', async () => {
    screen = await openDemo({ columns: 80, rows: 24, shows: 'checkout-api' });
    screen.press(`:region eu-north-1${KEY.enter}`);
    await screen.waitFor('the demo has one account, in one Region');
    await screen.close();
  });
});

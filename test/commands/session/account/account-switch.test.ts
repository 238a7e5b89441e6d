import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invocation } from '../../../../src/commands/command/command.ts';
import { accountSwitch } from '../../../../src/commands/session/account/account-switch.ts';
import type { AccountChange } from '../../../../src/monitor/account-change.ts';
import type { Flags } from '../../../../src/settings/command-line.ts';

const CONFIG = `
[profile staging]
region = eu-north-1
[profile on-call]
region = eu-west-1
role_arn = arn:aws:iam::111122223333:role/on-call
source_profile = anywhere
mfa_serial = arn:aws:iam::111122223333:mfa/me
[profile anywhere]
aws_access_key_id = local
aws_secret_access_key = local
`;
/** In this file, profiles may have any name. */
const CREDENTIALS = `
[it's mine]
role_arn = arn:aws:iam::111122223333:role/mine
source_profile = anywhere
mfa_serial = arn:aws:iam::111122223333:mfa/me
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-switch-'));
  writeFileSync(join(folder, 'config'), CONFIG);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  writeFileSync(join(folder, 'credentials'), CREDENTIALS);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** The account switch of a session with `flags`; opening it returns the next invocation. */
function switchFrom(flags: Flags) {
  const invocation: Invocation = {
    line: { command: 'watch', operands: ['checkout-api'], flags },
    env: { HOME: folder },
    signal: new AbortController().signal,
    load: () => Promise.reject(new Error('no command runs another one here')),
  };
  return accountSwitch<Invocation>(invocation, null, Promise.resolve(), (changed) =>
    Promise.resolve(changed),
  );
}

describe('a switch of account', () => {
  const fromProd = () => switchFrom({ profile: 'prod', region: 'eu-west-2', since: '1h' });

  it("leads to the fleet of another profile in that profile's Region, whatever was open before", async () => {
    expect(await fromProd().open({ profile: 'staging' })).toHaveProperty('line', {
      command: 'fleet',
      operands: [],
      flags: { profile: 'staging' },
    });
  });

  it('keeps the Region if the other profile has none', async () => {
    expect(await fromProd().open({ profile: 'anywhere' })).toHaveProperty('line.flags', {
      profile: 'anywhere',
      region: 'eu-west-2',
    });
  });

  it('keeps the profile for another Region', async () => {
    expect(await fromProd().open({ region: 'eu-central-1' })).toHaveProperty('line.flags', {
      profile: 'prod',
      region: 'eu-central-1',
    });
  });
});

describe('a switch that would need an MFA code', () => {
  it.each<[flags: Flags, change: AccountChange, call: string]>([
    [{ profile: 'staging' }, { profile: 'on-call' }, 'lmon --profile on-call'],
    [{ profile: 'on-call' }, { region: 'eu-central-1' }, 'lmon --profile on-call --region eu-central-1'],
    [{ region: 'eu-west-2' }, { profile: "it's mine" }, "lmon --profile 'it'\\''s mine' --region eu-west-2"],
  ])('names the command to start instead: from %o to %o', async (flags, change, call) => {
    expect(await switchFrom(flags).refusal(change)).toBe(`an MFA code is needed: q, then ${call}`);
  });
});

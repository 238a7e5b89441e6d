import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invocation } from '../../../src/commands/command/command.ts';
import { accountSwitch } from '../../../src/commands/session/account-switch.ts';
import type { Flags } from '../../../src/settings/command-line.ts';

const CONFIG = `
[profile staging]
region = eu-north-1
[profile anywhere]
aws_access_key_id = local
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-switch-'));
  writeFileSync(join(folder, 'config'), CONFIG);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** From a session that was called with `flags`; gives back what it is left for. */
function switchFrom(flags: Flags) {
  const invocation: Invocation = {
    line: { command: 'watch', operands: ['checkout-api'], flags },
    env: { HOME: folder },
    signal: new AbortController().signal,
    load: () => Promise.reject(new Error('no command runs another one here')),
  };
  return accountSwitch<Invocation>(invocation, null, (changed) => Promise.resolve(changed));
}

describe('what a session is left for', () => {
  const fromProd = () => switchFrom({ profile: 'prod', region: 'eu-west-2', since: '1h' });

  it('is the fleet of another profile in the Region of that profile, whatever was named before', async () => {
    expect(await fromProd().open({ profile: 'staging' })).toHaveProperty('line', {
      command: 'fleet',
      operands: [],
      flags: { profile: 'staging' },
    });
  });

  it('stays in its Region where the other profile has none', async () => {
    expect(await fromProd().open({ profile: 'anywhere' })).toHaveProperty('line.flags', {
      profile: 'anywhere',
      region: 'eu-west-2',
    });
  });

  it('is another Region with the same profile', async () => {
    expect(await fromProd().open({ region: 'eu-central-1' })).toHaveProperty('line.flags', {
      profile: 'prod',
      region: 'eu-central-1',
    });
  });
});

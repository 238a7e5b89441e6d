import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSession } from '../../../src/commands/session/open-session.ts';
import type { Session } from '../../../src/commands/session/session.ts';
import type { AccountChange } from '../../../src/monitor/account-change.ts';

const KEYS = 'aws_access_key_id = local\naws_secret_access_key = local\nregion = eu-west-1\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-budgets-'));
  writeFileSync(join(folder, 'config'), `[profile prod]\n${KEYS}[profile staging]\n${KEYS}`);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

async function leftFor({ elsewhere }: Session, change: AccountChange): Promise<Session> {
  const session = await elsewhere.open(change);
  if ('complaint' in session) throw new Error(session.complaint);
  return session;
}

it('an account that is reopened in the same Region is asked no faster than before', async () => {
  const first = await openSession(
    {
      line: { command: 'fleet', operands: [], flags: { profile: 'prod' } },
      env: { HOME: folder },
      signal: new AbortController().signal,
      load: () => Promise.reject(new Error('no command runs another one here')),
    },
    () => ({}),
  );
  if ('complaint' in first) throw new Error(first.complaint);
  first.budget.settle('logs:FilterLogEvents', 'throttled');
  const away = await leftFor(first, { region: 'eu-north-1' });
  const other = await leftFor(away, { profile: 'staging' });
  const back = await leftFor(other, { profile: 'prod' });
  const throttled = [away, other, back].map(({ budget }) =>
    budget.state().reduce((sum, { throttledLastMinute }) => sum + throttledLastMinute, 0),
  );
  expect(throttled).toEqual([0, 0, 1]);
});

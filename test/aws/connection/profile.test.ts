import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  mfaDeviceOfProfile,
  missingSourceProfile,
  missingSsoSession,
  profileExists,
  profileNames,
  regionOfProfile,
  sessionOfProfile,
} from '../../../src/aws/connection/profile.ts';

const DEVICE = 'arn:aws:iam::111122223333:mfa/me';
const ROLE = 'role_arn = arn:aws:iam::111122223333:role/reader';
const ROLES = `
[profile guarded]
${ROLE}
source_profile = keys
mfa_serial = ${DEVICE}
[profile beyond]
${ROLE}
source_profile = guarded
[profile keysAndRole]
aws_access_key_id = a
aws_secret_access_key = b
${ROLE}
mfa_serial = ${DEVICE}
[profile overKeys]
${ROLE}
source_profile = keysAndRole
[profile deviceOnly]
mfa_serial = ${DEVICE}
[profile circle]
${ROLE}
source_profile = circle
`;

let folder: string;
let environment: { AWS_CONFIG_FILE: string; AWS_SHARED_CREDENTIALS_FILE: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lmon-profile-'));
  environment = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  writeFileSync(
    environment.AWS_CONFIG_FILE,
    '[default]\nregion = eu-central-1\n[profile prod]\nregion = eu-west-1\nsso_session = corp\n[sso-session corp]\nsso_region = us-east-1\n[profile both]\nregion = us-east-1\n',
  );
  writeFileSync(
    environment.AWS_SHARED_CREDENTIALS_FILE,
    '[keys]\naws_access_key_id = a\naws_secret_access_key = b\n[both]\nregion = us-west-2\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a profile', () => {
  it.each([
    ['default', true],
    ['prod', true],
    ['keys', true],
    ['corp', false],
    ['prd', false],
    ['toString', false],
  ])('%s exists: %s', async (profile, exists) => {
    expect(await profileExists(profile, environment)).toBe(exists);
  });

  it.each([
    ['default', 'eu-central-1'],
    ['prod', 'eu-west-1'],
    ['both', 'us-west-2'],
    ['keys', null],
    ['prd', null],
    ['toString', null],
  ])('%s has the Region %s', async (profile, region) => {
    expect(await regionOfProfile(profile, environment)).toBe(region);
  });

  it('is found as soon as it has been written', async () => {
    expect(await profileExists('new', environment)).toBe(false);
    writeFileSync(environment.AWS_CONFIG_FILE, '[profile new]\nregion = eu-west-3\n');
    expect(await profileExists('new', environment)).toBe(true);
  });

  it.each([
    ['of a role with a device', 'guarded', DEVICE],
    ['of a role whose source is one', 'beyond', DEVICE],
    ['of keys without a role', 'keys', null],
    ['of a role whose source has keys of its own', 'overKeys', null],
    ['of a device without a role', 'deviceOnly', null],
    ['of roles that form a cycle', 'circle', null],
    ['of one that does not exist', 'nowhere', null],
  ])('%s asks for the code of %s: %s', async (_case, profile, device) => {
    writeFileSync(environment.AWS_CONFIG_FILE, ROLES);
    expect(await mfaDeviceOfProfile(profile, environment)).toBe(device);
  });

  it('exists nowhere without files', async () => {
    rmSync(environment.AWS_CONFIG_FILE);
    rmSync(environment.AWS_SHARED_CREDENTIALS_FILE);
    expect(await profileExists('default', environment)).toBe(false);
    expect(await regionOfProfile('default', environment)).toBeNull();
  });
});

describe('a profile whose role needs another profile', () => {
  it.each([
    ['guarded', null],
    ['beyond', null],
    ['circle', null],
    ['astray', 'nowhere'],
    ['fartherAstray', 'nowhere'],
    ['keys', null],
    ['nobody', null],
  ])('%s misses %s', async (profile, missing) => {
    writeFileSync(
      environment.AWS_CONFIG_FILE,
      `${ROLES}[profile astray]\n${ROLE}\nsource_profile = nowhere\n[profile fartherAstray]\n${ROLE}\nsource_profile = astray\n`,
    );
    expect(await missingSourceProfile(profile, environment)).toBe(missing);
  });
});

describe('the session of a profile', () => {
  const SESSIONS = `
[profile sso]
sso_session = corp
[profile older]
sso_start_url = https://corp.awsapps.com/start
[profile console]
login_session = arn:aws:iam::111122223333:user/me
[profile overSso]
${ROLE}
source_profile = sso
[profile keys]
aws_access_key_id = a
[default]
sso_session = corp
`;

  it.each([
    ['sso', { profile: 'sso', command: 'sso login' }],
    ['older', { profile: 'older', command: 'sso login' }],
    ['console', { profile: 'console', command: 'login' }],
    ['overSso', { profile: 'sso', command: 'sso login' }],
    ['default', { profile: 'default', command: 'sso login' }],
    ['keys', null],
    ['nobody', null],
    ['circle', null],
  ])('of %s is %j', async (profile, session) => {
    writeFileSync(environment.AWS_CONFIG_FILE, ROLES + SESSIONS);
    expect(await sessionOfProfile(profile, environment)).toEqual(session);
  });

  it.each([
    ['sso', 'corp'],
    ['overSso', 'corp'],
    ['older', null],
    ['console', null],
    ['keys', null],
    ['nobody', null],
  ])('of %s misses %s where no session is described', async (profile, missing) => {
    writeFileSync(environment.AWS_CONFIG_FILE, ROLES + SESSIONS);
    expect(await missingSsoSession(profile, environment)).toBe(missing);
  });

  it('misses nothing where it is described, which makes it no profile', async () => {
    const described =
      '[sso-session corp]\nsso_region = eu-west-1\n[services local]\nsqs =\n  endpoint_url = http://127.0.0.1:1\n';
    writeFileSync(environment.AWS_CONFIG_FILE, SESSIONS + described);
    expect(await missingSsoSession('sso', environment)).toBeNull();
    const names = await profileNames(environment);
    expect(names).toContain('sso');
    expect(names.filter((name) => /corp|local/.test(name))).toEqual([]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mfaDeviceOfProfile, profileExists, regionOfProfile } from '../../src/aws/profile.ts';

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

  it('is seen as soon as it has been written', async () => {
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
    ['of roles that lead in a circle', 'circle', null],
    ['of one that does not exist', 'nowhere', null],
  ])('%s asks for the code of %s: %s', async (_case, profile, device) => {
    writeFileSync(environment.AWS_CONFIG_FILE, ROLES);
    expect(await mfaDeviceOfProfile(profile, environment)).toBe(device);
  });

  it('exists nowhere when there are no files', async () => {
    rmSync(environment.AWS_CONFIG_FILE);
    rmSync(environment.AWS_SHARED_CREDENTIALS_FILE);
    expect(await profileExists('default', environment)).toBe(false);
    expect(await regionOfProfile('default', environment)).toBeNull();
  });
});

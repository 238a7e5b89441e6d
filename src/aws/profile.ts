import { loadSharedConfigFiles } from '@smithy/core/config';

/** The environment variables that say where the shared config files are. */
interface ProfileEnvironment {
  readonly AWS_CONFIG_FILE?: string | undefined;
  readonly AWS_SHARED_CREDENTIALS_FILE?: string | undefined;
}

/**
 * Whether `profile` stands in the shared config files. Asked before the SDK is, because of a misspelt profile it says
 * only that no credentials could be loaded.
 */
export async function profileExists(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<boolean> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  return Object.hasOwn(configFile, profile) || Object.hasOwn(credentialsFile, profile);
}

/** The Region that `profile` names; null when it names none. The credentials file wins, as for the SDK and the AWS CLI. */
export async function regionOfProfile(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<string | null> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  return credentialsFile[profile]?.['region'] ?? configFile[profile]?.['region'] ?? null;
}

/**
 * The MFA device whose code the SDK asks for when it takes on the role of `profile`, or a role on the way there through
 * `source_profile`; null when it asks for none.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html
 */
export async function mfaDeviceOfProfile(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<string | null> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  const visited = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !visited.has(name); ) {
    const settings: SharedProfile = { ...configFile[name], ...credentialsFile[name] };
    // A source with keys of its own is the end of the way, whatever role it names beside.
    if (visited.size > 0 && settings.aws_access_key_id !== undefined) return null;
    if (settings.role_arn === undefined) return null;
    if (settings.mfa_serial !== undefined) return settings.mfa_serial;
    visited.add(name);
    name = settings.source_profile;
  }
  return null;
}

interface SharedProfile {
  readonly aws_access_key_id?: string | undefined;
  readonly role_arn?: string | undefined;
  readonly mfa_serial?: string | undefined;
  readonly source_profile?: string | undefined;
}

/** Files that can't be read count as empty. */
function sharedFiles(environment: ProfileEnvironment): ReturnType<typeof loadSharedConfigFiles> {
  const { AWS_CONFIG_FILE: configFilepath, AWS_SHARED_CREDENTIALS_FILE: filepath } = environment;
  return loadSharedConfigFiles({
    // A login or an editor may have changed them since the last look.
    ignoreCache: true,
    ...(configFilepath === undefined ? {} : { configFilepath }),
    ...(filepath === undefined ? {} : { filepath }),
  });
}

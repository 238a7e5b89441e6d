import { loadSharedConfigFiles } from '@smithy/core/config';

/** The environment variables that locate the shared config files. */
interface ProfileEnvironment {
  readonly AWS_CONFIG_FILE?: string | undefined;
  readonly AWS_SHARED_CREDENTIALS_FILE?: string | undefined;
}

/**
 * Whether the shared config files contain `profile`. Checked before the SDK is asked, as it would only say that no
 * credentials could be loaded.
 */
export async function profileExists(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<boolean> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  return Object.hasOwn(configFile, profile) || Object.hasOwn(credentialsFile, profile);
}

/** All profiles of the shared config files. */
export async function profileNames(
  environment: ProfileEnvironment = process.env,
): Promise<readonly string[]> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  const names = [...Object.keys(configFile).filter(isProfile), ...Object.keys(credentialsFile)];
  return [...new Set(names)].toSorted();
}

/** The profile named by `source_profile`, or further along that chain, that does not exist; null when all exist. */
export async function missingSourceProfile(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<string | null> {
  const [, ...sources] = wayToKeys(profile, await sharedFiles(environment));
  return sources.find(({ settings }) => settings === null)?.name ?? null;
}

/** The Region of `profile`; null for none. The credentials file wins, as in the SDK and the AWS CLI. */
export async function regionOfProfile(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<string | null> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  return credentialsFile[profile]?.['region'] ?? configFile[profile]?.['region'] ?? null;
}

/**
 * The MFA device whose code the SDK will ask for when assuming the role of `profile`, or one along `source_profile`;
 * null for none.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html
 */
export async function mfaDeviceOfProfile(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<string | null> {
  const way = wayToKeys(profile, await sharedFiles(environment));
  return way.find(({ settings }) => settings?.mfa_serial !== undefined)?.settings?.mfa_serial ?? null;
}

/** A session that the AWS CLI opens for a profile, with the command for it. */
export interface ProfileSession {
  readonly profile: string;
  readonly command: 'sso login' | 'login';
}

/**
 * The session behind the credentials of `profile`, directly or through `source_profile`; null where they have another
 * origin.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html
 */
export async function sessionOfProfile(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<ProfileSession | null> {
  const { configFile, credentialsFile } = await sharedFiles(environment);
  const asked = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !asked.has(name); ) {
    asked.add(name);
    const settings: SharedProfile = { ...configFile[name], ...credentialsFile[name] };
    if (settings.sso_session !== undefined || settings.sso_start_url !== undefined)
      return { profile: name, command: 'sso login' };
    if (settings.login_session !== undefined) return { profile: name, command: 'login' };
    name = settings.source_profile;
  }
  return null;
}

/**
 * The SSO session named by `profile`, directly or through `source_profile`, that is not described; null when it is, or
 * for none. The SDK would fail with an error of its own code.
 */
export async function missingSsoSession(
  profile: string,
  environment: ProfileEnvironment = process.env,
): Promise<string | null> {
  const session = await sessionOfProfile(profile, environment);
  if (session === null) return null;
  const { configFile, credentialsFile } = await sharedFiles(environment);
  const settings: SharedProfile = { ...configFile[session.profile], ...credentialsFile[session.profile] };
  const name = settings.sso_session ?? null;
  return name === null || Object.hasOwn(configFile, `${SSO_SESSION}${name}`) ? null : name;
}

/** How the SDK names sections of the config file that are no profiles. */
const SSO_SESSION = 'sso-session.';
const SERVICES = 'services.';

function isProfile(section: string): boolean {
  return !section.startsWith(SSO_SESSION) && !section.startsWith(SERVICES);
}

interface ProfileOnTheWay {
  readonly name: string;
  /** Null when it does not exist. */
  readonly settings: SharedProfile | null;
}

/** The profiles whose roles are assumed, from `profile` on; ends with the first missing one, if any. */
function wayToKeys(
  profile: string,
  { configFile, credentialsFile }: Awaited<ReturnType<typeof sharedFiles>>,
): readonly ProfileOnTheWay[] {
  const way: ProfileOnTheWay[] = [];
  for (
    let name: string | undefined = profile;
    name !== undefined && !way.some((each) => each.name === name);
  ) {
    const settings: SharedProfile = { ...configFile[name], ...credentialsFile[name] };
    if (Object.keys(settings).length === 0) return [...way, { name, settings: null }];
    // A source with keys of its own ends the chain, even if it also names a role.
    const hasKeys = way.length > 0 && settings.aws_access_key_id !== undefined;
    if (hasKeys || settings.role_arn === undefined) return way;
    way.push({ name, settings });
    name = settings.source_profile;
  }
  return way;
}

interface SharedProfile {
  readonly aws_access_key_id?: string | undefined;
  readonly role_arn?: string | undefined;
  readonly mfa_serial?: string | undefined;
  readonly source_profile?: string | undefined;
  readonly sso_session?: string | undefined;
  readonly sso_start_url?: string | undefined;
  readonly login_session?: string | undefined;
}

/** Unreadable files count as empty. */
function sharedFiles(environment: ProfileEnvironment): ReturnType<typeof loadSharedConfigFiles> {
  const { AWS_CONFIG_FILE: configFilepath, AWS_SHARED_CREDENTIALS_FILE: filepath } = environment;
  return loadSharedConfigFiles({
    // A login or an editor may have changed them since.
    ignoreCache: true,
    ...(configFilepath === undefined ? {} : { configFilepath }),
    ...(filepath === undefined ? {} : { filepath }),
  });
}

import type { Settings } from '../../../settings/settings.ts';
import type { Environment } from '../../../terminal/environment.ts';
import { didYouMean } from '../../../terminal/spelling/did-you-mean.ts';
import { nearestNames } from '../../../terminal/spelling/nearest-names.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';

/**
 * What is plainly wrong with the credential settings, before the SDK looks there: for a misspelt profile it only says
 * that there are no credentials, and it ignores half a key pair. Null when fine.
 */
export async function credentialsComplaint(settings: Settings, env: Environment): Promise<Complaint | null> {
  const reason = halfOfThePair(settings, env) ?? (await profileTrouble(settings));
  return reason === null ? null : { complaint: reason, status: EXIT_STATUS.credentials };
}

/** The AWS CLI rejects this as well. */
function halfOfThePair({ profile }: Settings, env: Environment): string | null {
  if (profile.from === 'flag' || !env['AWS_ACCESS_KEY_ID'] || env['AWS_SECRET_ACCESS_KEY']) return null;
  return 'AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not';
}

async function profileTrouble({ profile, usesEnvironmentKeys }: Settings): Promise<string | null> {
  const { value: name, from } = profile;
  if (name === null) return null;
  const { missingSourceProfile, missingSsoSession, profileExists, profileNames } = await import(
    '../../../aws/connection/profile.ts'
  );
  if (!(await profileExists(name))) {
    const hint = didYouMean(nearestNames(name, await profileNames()));
    return `profile "${name}" (${from}) is not in the AWS configuration files${hint}`;
  }
  if (usesEnvironmentKeys) return null;
  const lacks = (what: string) =>
    `profile "${name}" (${from}) needs the ${what}, which is not in the AWS configuration files`;
  const source = await missingSourceProfile(name);
  if (source !== null) return lacks(`profile "${source}"`);
  const session = await missingSsoSession(name);
  return session === null ? null : lacks(`sso-session "${session}"`);
}

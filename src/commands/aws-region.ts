import type { Settings } from '../settings/settings.ts';
import type { Complaint } from './complaint.ts';
import { EXIT_STATUS } from './exit-status.ts';

/** It becomes part of a host name. */
const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * The Region to look at, from the settings or the profile. Checks the profile too, because of a misspelt one the SDK
 * says only that there are no credentials.
 */
export async function awsRegion({ profile, region }: Settings): Promise<string | Complaint> {
  if (region.value !== null && !REGION.test(region.value)) {
    return {
      complaint: `"${region.value}" (${region.from}) is no name of a Region, such as eu-west-1`,
      status: EXIT_STATUS.credentials,
    };
  }
  if (profile.value === null && region.value !== null) return region.value;
  const { profileExists, regionOfProfile } = await import('../aws/profile.ts');
  if (profile.value !== null && !(await profileExists(profile.value))) {
    return {
      complaint: `profile "${profile.value}" (${profile.from}) is not in the AWS configuration files`,
      status: EXIT_STATUS.credentials,
    };
  }
  const found = region.value ?? (await regionOfProfile(profile.value ?? 'default'));
  return (
    found ?? {
      complaint: 'no Region: pass --region, set AWS_REGION, or give the profile one',
      status: EXIT_STATUS.credentials,
    }
  );
}

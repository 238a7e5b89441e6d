import { regionOfArn } from '../../../lambda/region-of-arn.ts';
import type { Setting, Settings } from '../../../settings/settings.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';

/** It becomes part of a host name. */
const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

export interface FoundRegion {
  readonly region: string;
  /** All that were asked for, the first of which is `region`. */
  readonly regions: readonly string[];
  /** Where it was set. */
  readonly from: Setting<string>['from'] | 'profile' | 'recording' | 'ARN';
}

/** The Regions from the settings, or that of the profile; without one that of the first ARN among `words`. */
export async function awsRegion(
  { profile, region, regions }: Settings,
  words: readonly string[] = [],
): Promise<FoundRegion | Complaint> {
  const set = regions.length > 0 ? regions : [region.value].filter((each) => each !== null);
  const bad = set.find((each) => !REGION.test(each));
  if (bad !== undefined) {
    return {
      complaint: `"${bad}" (${region.from}) is no name of a Region, such as eu-west-1`,
      status: EXIT_STATUS.credentials,
    };
  }
  if (region.value !== null) return { region: region.value, regions: set, from: region.from };
  const { regionOfProfile } = await import('../../../aws/connection/profile.ts');
  const ofProfile = await regionOfProfile(profile.value ?? 'default');
  if (ofProfile !== null) return { region: ofProfile, regions: [ofProfile], from: 'profile' };
  const [named] = words.flatMap((word) => regionOfArn(word) ?? []);
  if (named !== undefined) return { region: named, regions: [named], from: 'ARN' };
  return {
    complaint:
      'no Region: pass --region, set AWS_REGION, or give the profile one (aws configure); lmon demo needs no account',
    status: EXIT_STATUS.credentials,
  };
}

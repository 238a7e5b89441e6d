import { REGIONS } from '../../lambda/regions.ts';
import type { AccountChange } from '../../monitor/account-change.ts';
import type { Flags } from '../../settings/command-line.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import { option } from '../../terminal/aws-command.ts';
import { didYouMean } from '../../terminal/did-you-mean.ts';
import { nearestNames } from '../../terminal/nearest-names.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Invocation } from '../command/command.ts';
import type { Complaint } from '../command/complaint.ts';
import { awsRegion } from './aws-region.ts';
import { credentialsComplaint } from './credentials-complaint.ts';
import { mfaDevice } from './mfa-code.ts';

/** The way from a session on screen to one of another profile or Region: made anew, with nothing of the old one. */
export interface AccountSwitch<Session> {
  /** Why there is no such session, in one line, before anything of the old one has ended; null where nothing is plainly wrong. */
  refusal(change: AccountChange): Promise<string | null>;
  open(change: AccountChange): Promise<Session | Complaint>;
  /** The profiles that there are, to be completed. */
  profileNames(): Promise<readonly string[]>;
}

/** One line, for a Region that opens a fleet which nobody can reach. */
function unknownRegion(named: string): string {
  const [nearest] = nearestNames(named, REGIONS);
  return nearest === undefined
    ? `lmon knows no Region ${named}; if it is a new one: q, then lmon --region ${named}`
    : `lmon knows no Region ${named}${didYouMean([nearest])}`;
}

/** @param fixed why this session can't be left for another one; null where it can */
export function accountSwitch<Session>(
  invocation: Invocation,
  fixed: string | null,
  openSession: (invocation: Invocation) => Promise<Session | Complaint>,
): AccountSwitch<Session> {
  const changed = async (change: AccountChange): Promise<Invocation> => ({
    ...invocation,
    line: { command: 'fleet', operands: [], flags: await changedFlags(invocation.line.flags, change) },
  });
  return {
    async refusal(change) {
      if (fixed !== null) return fixed;
      const { profile, region: named } = change;
      if (named !== undefined && !REGIONS.includes(named)) return unknownRegion(named);
      const { profileNames } = await import('../../aws/connection/profile.ts');
      const names = await profileNames();
      if (profile !== undefined && !names.includes(profile)) {
        const nearest = nearestNames(profile, names);
        const hint = didYouMean(nearest);
        return `no profile ${profile} in the AWS configuration files${hint}`;
      }
      const { line, env } = await changed(change);
      const settings = await readSettings(line, env, true);
      if ('complaint' in settings) return settings.complaint;
      const trouble = await credentialsComplaint(settings, env);
      if (trouble !== null) return trouble.complaint;
      const region = await awsRegion(settings);
      if ('complaint' in region) return region.complaint;
      // A code is asked for before there is a screen.
      const device = await mfaDevice(settings);
      return device === null ? null : `an MFA code is needed: q, then ${callFor(settings)}`;
    },
    open: async (change) => openSession(await changed(change)),
    async profileNames() {
      if (fixed !== null) return [];
      const { profileNames } = await import('../../aws/connection/profile.ts');
      return profileNames();
    },
  };
}

/** How a shell calls an lmon that looks at the same: what the environment says it says to that one as well. */
function callFor({ profile, region }: Settings): SafeText {
  const as = profile.value === null ? safe`` : safe` ${option(safe`profile`, safeText(profile.value))}`;
  const isNamed = region.value !== null && region.from === 'flag';
  return safe`lmon${as}${isNamed ? safe` ${option(safe`region`, safeText(region.value))}` : safe``}`;
}

/** What was switched before stays, but for what is switched now. */
async function changedFlags({ ...flags }: Flags, change: AccountChange): Promise<Flags> {
  // The past of the old account is no place to begin in, nor is what was asked of it.
  delete flags.since;
  delete flags.until;
  // What was named before is the Region of another profile: this one begins as `lmon --profile NAME` does.
  if (change.profile !== undefined && (await hasRegion(change.profile))) delete flags.region;
  return { ...flags, ...change };
}

async function hasRegion(profile: string): Promise<boolean> {
  const { regionOfProfile } = await import('../../aws/connection/profile.ts');
  return (await regionOfProfile(profile)) !== null;
}

import { REGIONS } from '../../../lambda/regions.ts';
import type { AccountChange } from '../../../monitor/account-change.ts';
import type { Flags } from '../../../settings/command-line.ts';
import { readSettings } from '../../../settings/read-settings.ts';
import type { Settings } from '../../../settings/settings.ts';
import { option } from '../../../terminal/aws-command.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import { didYouMean } from '../../../terminal/spelling/did-you-mean.ts';
import { nearestNames } from '../../../terminal/spelling/nearest-names.ts';
import type { SafeText } from '../../../terminal/text.ts';
import type { Invocation } from '../../command/command.ts';
import type { Complaint } from '../../command/complaint.ts';
import { awsRegion } from './aws-region.ts';
import { credentialsComplaint } from './credentials-complaint.ts';
import { mfaDevice } from './mfa-code.ts';

/** Switches a session on screen to another profile or Region: a new session without state of the old one. */
export interface AccountSwitch<Session> {
  /** Why that session is impossible, in one line, before the old one ends; null where nothing is plainly wrong. */
  refusal(change: AccountChange): Promise<string | null>;
  open(change: AccountChange): Promise<Session | Complaint>;
  /** Profile names for completion. */
  profileNames(): Promise<readonly string[]>;
}

/** Rejects a Region that does not exist, whose fleet could not be reached. */
function unknownRegion(named: string): string {
  const [nearest] = nearestNames(named, REGIONS);
  return nearest === undefined
    ? `lmon knows no Region ${named}; if it is a new one: q, then lmon --region ${named}`
    : `lmon knows no Region ${named}${didYouMean([nearest])}`;
}

/**
 * @param fixed why this session can't be switched; null where it can
 * @param awsMayLoad resolves when the AWS clients may be loaded
 */
export function accountSwitch<Session>(
  invocation: Invocation,
  fixed: string | null,
  awsMayLoad: Promise<void>,
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
      const { profileNames } = await import('../../../aws/connection/profile.ts');
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
      // The MFA code is asked for before there is a screen.
      const device = await mfaDevice(settings);
      return device === null ? null : `an MFA code is needed: q, then ${callFor(settings)}`;
    },
    open: async (change) => openSession(await changed(change)),
    async profileNames() {
      if (fixed !== null) return [];
      // What reads profiles is loaded together with the AWS clients.
      await awsMayLoad;
      const { profileNames } = await import('../../../aws/connection/profile.ts');
      return profileNames();
    },
  };
}

/** The shell command for an lmon on the same account; environment variables apply to that one too. */
function callFor({ profile, region }: Settings): SafeText {
  const as = profile.value === null ? safe`` : safe` ${option(safe`profile`, safeText(profile.value))}`;
  const isNamed = region.value !== null && region.from === 'flag';
  return safe`lmon${as}${isNamed ? safe` ${option(safe`region`, safeText(region.value))}` : safe``}`;
}

/** Earlier switches stay in effect, except for what changes now. */
async function changedFlags({ ...flags }: Flags, change: AccountChange): Promise<Flags> {
  // The old account's past window and question don't apply.
  delete flags.since;
  delete flags.until;
  // The Region was that of another profile: this one starts like `lmon --profile NAME`.
  if (change.profile !== undefined && (await hasRegion(change.profile))) delete flags.region;
  return { ...flags, ...change };
}

async function hasRegion(profile: string): Promise<boolean> {
  const { regionOfProfile } = await import('../../../aws/connection/profile.ts');
  return (await regionOfProfile(profile)) !== null;
}

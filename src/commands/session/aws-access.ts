import { basename, isAbsolute, relative } from 'node:path';
import { withoutUserInfo } from '../../settings/endpoint-url.ts';
import { DEMO_PORT } from '../../settings/options.ts';
import { type AwsAccess, shellWord } from '../../terminal/aws-command.ts';
import { safeText } from '../../terminal/safe-text.ts';
import type { LookedAtDemo } from '../command/command.ts';
import type { Session } from './session.ts';

/** Where a command to copy has to ask, and as whom: a password in the endpoint is nothing to put on a clipboard. */
export function awsAccess(
  { region, demo, settings: { profile, usesEnvironmentKeys, endpointUrl } }: Session,
  lmon = ownCall(process.argv[1] ?? '', process.cwd()),
): AwsAccess {
  return {
    region,
    profile: usesEnvironmentKeys ? null : profile.value,
    endpointUrl: endpointUrl.value === null ? null : withoutUserInfo(endpointUrl.value),
    lmon: demo === null ? lmon : `${lmon} ${joining(demo)}`,
    isDemo: demo !== null,
  };
}

/** The same for others to read, on machines of their own: where lmon stands on this one is nothing to them. */
export function awsAccessOfOthers(session: Session): AwsAccess {
  return awsAccess(session, 'lmon');
}

/** How a demo is joined; where it ends with what it prints it is no more there, and another begins. */
export function joining({ port }: LookedAtDemo): string {
  if (port === null) return 'demo';
  return port === DEMO_PORT ? 'demo --join' : `demo --join --port ${port}`;
}

/** How a shell calls this program again: where it is not installed, as a file that Node runs. */
export function ownCall(program: string, folder: string): string {
  if (!basename(program).endsWith('.js')) return 'lmon';
  const fromHere = relative(folder, program);
  const isBelow = !fromHere.startsWith('..') && !isAbsolute(fromHere);
  return `node ${shellWord(safeText(isBelow ? fromHere : program))}`;
}

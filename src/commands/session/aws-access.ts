import { basename, isAbsolute, relative } from 'node:path';
import { withoutUserInfo } from '../../settings/endpoint-url.ts';
import { DEMO_PORT } from '../../settings/options.ts';
import { type AwsAccess, shellWord } from '../../terminal/aws-command.ts';
import { safeText } from '../../terminal/safe-text.ts';
import type { LookedAtDemo } from '../command/command.ts';
import type { Session } from './session.ts';

/** The endpoint and identity for copied commands: a password in the endpoint must not reach the clipboard. */
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

/** The same for readers on other machines: where lmon is installed here means nothing to them. */
export function awsAccessOfOthers(session: Session): AwsAccess {
  return awsAccess(session, 'lmon');
}

/** How to join the demo; one that ends with its output can't be joined, so another is started. */
export function joining({ port }: LookedAtDemo): string {
  if (port === null) return 'demo';
  return port === DEMO_PORT ? 'demo --join' : `demo --join --port ${port}`;
}

/** How a shell calls this program again: if it is not installed, as a file for Node. */
export function ownCall(program: string, folder: string): string {
  if (!basename(program).endsWith('.js')) return 'lmon';
  const fromHere = relative(folder, program);
  const isBelow = !fromHere.startsWith('..') && !isAbsolute(fromHere);
  return `node ${shellWord(safeText(isBelow ? fromHere : program))}`;
}

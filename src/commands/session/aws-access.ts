import { basename, isAbsolute, relative } from 'node:path';
import { withoutUserInfo } from '../../settings/endpoint-url.ts';
import { DEMO_PORT } from '../../settings/options.ts';
import { type AwsAccess, shellWord } from '../../terminal/aws-command.ts';
import { safeText } from '../../terminal/safe-text.ts';
import type { Session } from './session.ts';

/** What `LMON_DEMO_PORT` says of a demo that nobody can join. */
export const ENDS_WITH_COMMAND = 0;

/** Where a command to copy has to ask, and as whom: a password in the endpoint is nothing to put on a clipboard. */
export function awsAccess({
  region,
  settings: { profile, usesEnvironmentKeys, endpointUrl, demoPort },
}: Session): AwsAccess {
  const lmon = ownCall(process.argv[1] ?? '', process.cwd());
  return {
    region,
    profile: usesEnvironmentKeys ? null : profile.value,
    endpointUrl: endpointUrl.value === null ? null : withoutUserInfo(endpointUrl.value),
    lmon: demoPort === null ? lmon : `${lmon} ${joining(demoPort)}`,
    isDemo: demoPort !== null,
  };
}

/** How a demo is joined that listens on `port`; one that ends with what it prints is no more there, and another begins. */
export function joining(port: number): string {
  if (port === ENDS_WITH_COMMAND) return 'demo';
  return port === DEMO_PORT ? 'demo --join' : `demo --join --port ${port}`;
}

/** How a shell calls this program again: where it is not installed, as a file that Node runs. */
export function ownCall(program: string, folder: string): string {
  if (!basename(program).endsWith('.js')) return 'lmon';
  const fromHere = relative(folder, program);
  const isBelow = !fromHere.startsWith('..') && !isAbsolute(fromHere);
  return `node ${shellWord(safeText(isBelow ? fromHere : program))}`;
}

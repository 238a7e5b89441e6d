import { withoutUserInfo } from '../../settings/endpoint-url.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { Session } from './session.ts';

/** Where a command to copy has to ask, and as whom: a password in the endpoint is nothing to put on a clipboard. */
export function awsAccess({
  region,
  settings: { profile, usesEnvironmentKeys, endpointUrl },
}: Session): AwsAccess {
  return {
    region,
    profile: usesEnvironmentKeys ? null : profile.value,
    endpointUrl: endpointUrl.value === null ? null : withoutUserInfo(endpointUrl.value),
  };
}

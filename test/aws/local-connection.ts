import { type AwsConnection, connectAws } from '../../src/aws/connect.ts';
import type { AwsSettings } from '../../src/aws/connection/settings.ts';
import { LONG_MS } from './loopback-aws.ts';

/** A connection to a local AWS that runs at `endpointUrl`. */
export function connectLocalAws(endpointUrl: string, different: Partial<AwsSettings> = {}): AwsConnection {
  return connectAws({
    region: 'eu-west-1',
    profile: null,
    endpointUrl,
    cloudwatchProtocol: 'json',
    requestTimeoutMs: LONG_MS,
    ...different,
  });
}

/** The environment for AWS clients of the local AWS, and for lmon to share its clock. The keys grant nothing. */
export function localEnvironment(url: string, clock: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    LMON_CLOCK: clock,
  };
}

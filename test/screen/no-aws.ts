/** Environment with credentials, for tests without a server that answers. */
export const NO_AWS = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-1',
  AWS_PROFILE: undefined,
};

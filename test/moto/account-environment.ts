export type Environment = Readonly<Record<string, string>>;

/** The environment of a program that must see only one account, and none of the machine's own configuration. */
export function accountEnvironment(url: string, region: string): Environment {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nowhere',
    LC_ALL: 'C.UTF-8',
    // The AWS CLI is Python, which buffers its output to a pipe.
    PYTHONUNBUFFERED: '1',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_CONFIG_FILE: '/nowhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

/** The only CloudWatch protocol that moto understands is Query. */
export function motoEnvironment(url: string, region: string): Environment {
  return { ...accountEnvironment(url, region), LMON_CLOUDWATCH_PROTOCOL: 'query' };
}

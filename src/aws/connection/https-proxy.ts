/** The environment variables for the network connection. */
export interface NetworkEnvironment {
  readonly HTTPS_PROXY?: string | undefined;
  readonly https_proxy?: string | undefined;
  readonly NO_PROXY?: string | undefined;
  readonly no_proxy?: string | undefined;
  readonly AWS_CA_BUNDLE?: string | undefined;
}

/**
 * The proxy for `host`, null for none. As the AWS CLI reads it: lower case wins over upper case, a proxy without a
 * scheme is HTTP, NO_PROXY lists host endings (`*` is every host).
 */
export function httpsProxy(host: string, env: NetworkEnvironment): URL | null {
  const proxy = env.https_proxy ?? env.HTTPS_PROXY ?? '';
  if (proxy === '' || isExempt(host, env.no_proxy ?? env.NO_PROXY ?? '')) return null;
  return new URL(proxy.includes('://') ? proxy : `http://${proxy}`);
}

function isExempt(host: string, exemptions: string): boolean {
  return exemptions
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ''),
    )
    .some((entry) => entry === '*' || (entry !== '' && endsWithName(host.toLowerCase(), entry)));
}

/** `sts.amazonaws.com` ends with the name `amazonaws.com`, `evil-amazonaws.com` does not. */
function endsWithName(host: string, name: string): boolean {
  return host === name || host.endsWith(`.${name}`);
}

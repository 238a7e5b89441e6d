import { fromEnv } from '@aws-sdk/credential-provider-env';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsSettings } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';

export type CredentialProvider = ReturnType<typeof defaultProvider>;

/**
 * The SDK's default chain: environment, profile, SSO, web identity, process, container, instance. It caches its result
 * until that expires; a new provider starts from scratch, which is how a renewed SSO session is noticed.
 *
 * The chain lets AWS_PROFILE override keys in the environment. The AWS CLI does the opposite, and so does lmon: freshly
 * pasted keys must mean the same account in both tools.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-authentication.html (the order of precedence)
 */
export function defaultCredentials(
  settings: Pick<AwsSettings, 'region' | 'profile' | 'usesEnvironmentKeys' | 'mfaCode'>,
  requestHandler: NodeHttpHandler,
): CredentialProvider {
  const { region, profile, usesEnvironmentKeys, mfaCode } = settings;
  if (usesEnvironmentKeys) return fromEnv({ logger: SILENT_LOGGER });
  return defaultProvider({
    logger: SILENT_LOGGER,
    // A login may have rewritten the files since the last provider read them.
    ignoreCache: true,
    // SSO and STS use the same proxy and certificates. No Region here: it would override the profile's SSO Region.
    clientConfig: { requestHandler },
    parentClientConfig: { region, requestHandler, logger: SILENT_LOGGER },
    ...(profile === null ? {} : { profile }),
    ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
  });
}

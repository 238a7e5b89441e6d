import { fromEnv } from '@aws-sdk/credential-provider-env';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsSettings } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';

export type CredentialProvider = ReturnType<typeof defaultProvider>;

/**
 * The SDK's default chain: environment, profile, SSO, web identity, process, container, instance. It remembers what it
 * found until that expires; a new provider starts from nothing, which is how a renewed SSO session is noticed.
 *
 * The chain lets AWS_PROFILE win over keys in the environment. The AWS CLI does the opposite, and so does lmon: whoever
 * has just pasted keys must not look at another account with one tool than with the other.
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
    // The files may have been rewritten by a login since the last provider read them.
    ignoreCache: true,
    // SSO and STS are asked through the same proxy and certificates as everything else. No Region here: it would
    // override the SSO Region of the profile.
    clientConfig: { requestHandler },
    parentClientConfig: { region, requestHandler, logger: SILENT_LOGGER },
    ...(profile === null ? {} : { profile }),
    ...(mfaCode === undefined ? {} : { mfaCodeProvider: mfaCode }),
  });
}

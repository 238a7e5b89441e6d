import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsSettings } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';

export type CredentialProvider = ReturnType<typeof defaultProvider>;

/**
 * The SDK's default chain: environment, profile, SSO, web identity, process, container, instance. It remembers what it
 * found until that expires; a new provider starts from nothing, which is how a renewed SSO session is noticed.
 */
export function defaultCredentials(
  { region, profile, mfaCode }: Pick<AwsSettings, 'region' | 'profile' | 'mfaCode'>,
  requestHandler: NodeHttpHandler,
): CredentialProvider {
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

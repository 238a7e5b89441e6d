import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { type CredentialProvider, defaultCredentials } from './credentials.ts';
import { readOnly } from './read-operations.ts';
import type { AwsSettings } from './settings.ts';
import { SILENT_LOGGER } from './silent-logger.ts';

/** The settings of the clients. */
export type ClientSettings = Pick<AwsSettings, 'cloudwatchProtocol'> & {
  /** Shared by all of them. */
  readonly shared: ReturnType<typeof sharedSettings>;
};

/** The SDK's clients, one for each service. They share credentials, sockets and the list of read operations. */
export interface AwsClients {
  readonly credentials: CredentialProvider;
  /**
   * The client created by `make`, cached. Only the question's file names its service, so a service is loaded with the
   * first question to it.
   */
  of<Client extends SdkClient>(make: (settings: ClientSettings) => Client): Client;
}

/** The part of an SDK client that is changed here: clients of different services share no public type. */
type SdkClient = Parameters<typeof readOnly>[0] & {
  readonly middlewareStack: { remove(name: string): boolean };
};

export function createClients(
  settings: AwsSettings,
  requestHandler: NodeHttpHandler,
  credentials = defaultCredentials(settings, requestHandler),
): AwsClients {
  const { cloudwatchProtocol } = settings;
  const shared = sharedSettings(settings, credentials, requestHandler);
  const made = new Map<unknown, SdkClient>();
  return {
    credentials,
    of<Client extends SdkClient>(make: (settings: ClientSettings) => Client): Client {
      const client = made.get(make) ?? readOnly(withoutLog(make({ shared, cloudwatchProtocol })));
      made.set(make, client);
      return client as Client;
    },
  };
}

function sharedSettings(
  { region, profile, endpointUrl }: AwsSettings,
  credentials: CredentialProvider,
  requestHandler: NodeHttpHandler,
) {
  return {
    region,
    credentials,
    requestHandler,
    logger: SILENT_LOGGER,
    // The monitor retries: it owns the call budget, which retries here would overdraw.
    maxAttempts: 1,
    retryMode: 'standard',
    customUserAgent: 'lmon',
    ...(profile === null ? {} : { profile }),
    // Live Tail's host prefix would turn 127.0.0.1 into an unknown host name.
    ...(endpointUrl === null ? {} : { endpoint: endpointUrl, disableHostPrefix: true }),
  };
}

/** The SDK copies every answer for its log, even without a logger: a tenth of the cost of a page of events. */
function withoutLog<Client extends SdkClient>(client: Client): Client {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Ask, createAsk } from './ask.ts';
import { createClientPool } from './client-pool.ts';
import { type AwsClients, createClients } from './clients.ts';
import { createRequestHandler } from './request-handler.ts';
import type { AwsSettings } from './settings.ts';

/** Questions to AWS in any Region, with the same identity and sockets. */
export interface RegionalAsks {
  in(region: string): Ask;
  /** Closes the sockets. */
  close(): void;
}

/** Creates the clients of a Region with the first question in it. */
export function createRegionalAsks(settings: AwsSettings): RegionalAsks {
  let requestHandler: NodeHttpHandler | null = null;
  const clientsIn = (region: string, credentials?: AwsClients['credentials']): AwsClients => {
    requestHandler ??= createRequestHandler(settings.requestTimeoutMs, settings.timeSignal);
    return createClients({ ...settings, region }, requestHandler, credentials);
  };
  const home = createClientPool(() => clientsIn(settings.region));
  const asks = new Map([[settings.region, createAsk(home, settings)]]);

  /**
   * Another Region begins with the credentials of home, for which the user may have typed a code. Where they are not
   * accepted, as in a Region that the account has not enabled, only the clients of that Region look for others.
   */
  const askElsewhere = (region: string): Ask => {
    let isFirst = true;
    const pool = createClientPool(() => {
      const clients = clientsIn(region, isFirst ? home.current().credentials : undefined);
      isFirst = false;
      return clients;
    });
    return createAsk(pool, settings);
  };

  return {
    in(region) {
      const ask = asks.get(region) ?? askElsewhere(region);
      asks.set(region, ask);
      return ask;
    },
    close: () => requestHandler?.destroy(),
  };
}

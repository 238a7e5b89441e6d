import type { AwsClients } from './clients.ts';

/** The clients of the moment, replaceable when their credentials are no longer accepted. */
export interface ClientPool {
  current(): AwsClients;
  /** The next `current` makes new clients, unless these have been replaced already by another call that failed. */
  retire(clients: AwsClients): void;
}

export function createClientPool(create: () => AwsClients): ClientPool {
  let clients: AwsClients | null = null;
  return {
    current() {
      clients ??= create();
      return clients;
    },
    retire(retired) {
      if (clients === retired) clients = null;
    },
  };
}

import type { AwsClients } from './clients.ts';

/** The current clients, replaceable when their credentials are no longer accepted. */
export interface ClientPool {
  current(): AwsClients;
  /** The next `current` creates new clients, unless another failed call has already replaced these. */
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

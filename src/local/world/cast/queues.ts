import type { WorldAccount, WorldQueue } from '../world.ts';

/** The queues of the demo. */
export interface DemoQueues {
  readonly inventory: WorldQueue;
  readonly inventoryRedrive: WorldQueue;
  readonly emailDeadLetters: WorldQueue;
}

export function demoQueues({ region, accountId }: WorldAccount): DemoQueues {
  const named = (name: string) => ({ name, arn: `arn:aws:sqs:${region}:${accountId}:${name}` });
  const inventoryRedrive = { ...named('inventory-redrive'), visibilityTimeoutMs: 30_000, redrive: null };
  return {
    inventory: {
      ...named('inventory'),
      // Six times the timeout of the function, as AWS advises.
      visibilityTimeoutMs: 60_000,
      redrive: { queueName: inventoryRedrive.name, maxReceiveCount: 3 },
    },
    inventoryRedrive,
    emailDeadLetters: {
      ...named('email-dispatch-dead-letters'),
      visibilityTimeoutMs: 30_000,
      redrive: null,
    },
  };
}

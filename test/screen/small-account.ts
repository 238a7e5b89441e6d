import { type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { demoWorldOf } from '../local/demo-world-of.ts';

/** Five that hurt, each in a way of its own, and one that does well. */
const FUNCTIONS = [
  'checkout-api',
  'email-dispatch',
  'geo-lookup',
  'invoice-pdf',
  'ledger-stream',
  'order-stream-consumer',
];

/** Some functions of the demo, without quotas: ready in a small part of the time that all of it takes. */
export function smallAccount(speed = 1, functionNames: readonly string[] = FUNCTIONS): Promise<LocalAccount> {
  return localAccount(speed, { world: demoWorldOf(functionNames, START_MS), quotas: false });
}

import { type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { demoWorldOf } from '../local/demo-world-of.ts';

/** Five that hurt in different ways, and a healthy one. */
export const SMALL_CAST = [
  'checkout-api',
  'email-dispatch',
  'geo-lookup',
  'invoice-pdf',
  'ledger-stream',
  'order-stream-consumer',
];

/** Some functions of the demo, without quotas: ready in a fraction of the time of the whole demo. */
export function smallAccount(
  speed = 1,
  functionNames: readonly string[] = SMALL_CAST,
): Promise<LocalAccount> {
  return localAccount(speed, { world: demoWorldOf(functionNames, START_MS), quotas: false });
}

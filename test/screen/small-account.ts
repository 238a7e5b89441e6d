import { type LocalAccount, localAccount, START_MS } from '../commands/local-account.ts';
import { demoWorldOf } from '../local/demo-world-of.ts';

/** One that is turned away, one that loses events, and two that do well. */
const FUNCTIONS = ['checkout-api', 'email-dispatch', 'geo-lookup', 'user-profile'];

/** Some functions of the demo, without quotas: ready in a small part of the time that all of it takes. */
export function smallAccount(speed = 1): Promise<LocalAccount> {
  return localAccount(speed, { world: demoWorldOf(FUNCTIONS, START_MS), quotas: false });
}

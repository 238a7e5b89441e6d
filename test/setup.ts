import fc from 'fast-check';
import { afterAll } from 'vitest';
import { endStarted } from './commands/lmon-process.ts';

afterAll(endStarted);

/**
 * Every run tries the same values, so that a failure comes from a change and not from luck.
 * `PROPERTY_SEED=random` tries others: fast-check prints the seed of a failure, and `PROPERTY_SEED=<seed>` repeats it.
 */
const asked = process.env['PROPERTY_SEED'] ?? '1';
if (asked !== 'random') {
  const seed = Number(asked);
  if (!Number.isInteger(seed))
    throw new Error(`PROPERTY_SEED=${asked} is neither a whole number nor "random"`);
  fc.configureGlobal({ seed });
}

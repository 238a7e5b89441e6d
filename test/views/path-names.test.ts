import { describe, expect, it } from 'vitest';
import type { StartScreen } from '../../src/views/app-settings.ts';
import { pathNames } from '../../src/views/path-names.ts';

const FLEET: StartScreen = { name: 'fleet' };
const DASHBOARD: StartScreen = { name: 'function', functionName: 'checkout-api' };
const LOG: StartScreen = { name: 'tail', target: 'checkout-api' };

describe('the breadcrumb', () => {
  it.each([
    { what: 'the fleet', path: [FLEET], says: 'Fleet' },
    { what: 'a dashboard', path: [FLEET, DASHBOARD], says: 'Fleet › checkout-api' },
    { what: 'a log over its dashboard', path: [FLEET, DASHBOARD, LOG], says: 'Fleet › checkout-api › Logs' },
    { what: 'a log over the fleet', path: [FLEET, LOG], says: 'Fleet › checkout-api › Logs' },
    { what: 'a log alone', path: [LOG], says: 'checkout-api › Logs' },
    {
      what: "a log over another function's dashboard",
      path: [DASHBOARD, { name: 'tail', target: 'geo-lookup' }],
      says: 'checkout-api › geo-lookup › Logs',
    },
  ] satisfies { what: string; path: readonly StartScreen[]; says: string }[])(
    'names $what once',
    ({ path, says }) => {
      expect(pathNames(path).join(' › ')).toBe(says);
    },
  );
});

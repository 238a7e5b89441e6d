import { describe, expect, it } from 'vitest';
import { rawText } from '../../src/terminal/text.ts';
import type { AppScreen } from '../../src/views/parts/app-settings.ts';
import { pathNames } from '../../src/views/path-names.ts';

const FLEET: AppScreen = { name: 'fleet' };
const DASHBOARD: AppScreen = { name: 'function', functionName: 'checkout-api' };
const LOG: AppScreen = { name: 'tail', target: 'checkout-api' };
const LIST: AppScreen = { name: 'invocations', target: 'checkout-api' };
const TRIAGE: AppScreen = { name: 'triage', functionName: 'checkout-api' };
const HEADROOM: AppScreen = { name: 'headroom', functionName: 'checkout-api' };
const RUN: AppScreen = {
  name: 'invocation',
  target: 'checkout-api',
  run: { requestId: rawText('e90a7714'), logStream: null, atMs: null },
};

describe('the breadcrumb', () => {
  it.each([
    { what: 'a log over its dashboard', path: [FLEET, DASHBOARD, LOG], says: 'Fleet › checkout-api › Logs' },
    { what: 'a log over the fleet', path: [FLEET, LOG], says: 'Fleet › checkout-api › Logs' },
    {
      what: "a log over another function's dashboard",
      path: [DASHBOARD, { name: 'tail', target: 'geo-lookup' }],
      says: 'geo-lookup › Logs',
    },
    {
      what: 'headroom, however it was opened',
      path: [FLEET, DASHBOARD, TRIAGE, LOG, HEADROOM],
      says: 'Fleet › checkout-api › Headroom',
    },
    {
      what: 'an invocation from the list',
      path: [FLEET, DASHBOARD, LOG, LIST, RUN],
      says: 'Fleet › checkout-api › e90a7714',
    },
    { what: 'an invocation from the log', path: [LOG, RUN], says: 'checkout-api › e90a7714' },
    {
      what: 'a log opened from triage',
      path: [FLEET, DASHBOARD, TRIAGE, LOG],
      says: 'Fleet › checkout-api › Triage › Logs',
    },
    {
      what: 'a dashboard opened from triage',
      path: [FLEET, TRIAGE, DASHBOARD],
      says: 'Fleet › checkout-api › Triage › Dashboard',
    },
    {
      what: 'an invocation opened by its request',
      path: [FLEET, TRIAGE, RUN],
      says: 'Fleet › checkout-api › Triage › e90a7714',
    },
  ] satisfies { what: string; path: readonly AppScreen[]; says: string }[])(
    'names $what once',
    ({ path, says }) => {
      expect(pathNames(path).join(' › ')).toBe(says);
    },
  );
});

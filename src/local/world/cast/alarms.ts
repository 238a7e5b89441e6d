import type { WorldAlarm } from '../world-metric.ts';

/** Alarms that the demo's team set up earlier. */
export const DEMO_ALARMS: readonly WorldAlarm[] = [
  {
    name: 'checkout-api-throttles',
    description: 'Customers are turned away at the checkout',
    functionName: 'checkout-api',
    metric: 'Throttles',
    statistic: 'Sum',
    threshold: 20,
    periods: 3,
  },
  {
    name: 'geo-lookup-errors',
    description: 'Addresses are not found',
    functionName: 'geo-lookup',
    metric: 'Errors',
    statistic: 'Sum',
    threshold: 100,
    periods: 5,
  },
  {
    name: 'account-concurrency',
    description: 'The concurrency of the account runs out',
    functionName: null,
    metric: 'ClaimedAccountConcurrency',
    statistic: 'Maximum',
    threshold: 900,
    periods: 2,
  },
];

import type { WorldFunction } from '../../../src/local/world/world.ts';
import { configured, type Draft, since } from '../draft.ts';
import type { Scenario, Staged } from '../scenario.ts';
import { ago, pick, type Setting } from '../setting.ts';

type Unready = NonNullable<WorldFunction['unready']>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html (StateReasonCode) */
const UNREADY: readonly Unready[] = [
  {
    state: 'Failed',
    code: 'DisabledKMSKey',
    reason: 'Lambda was unable to decrypt the environment variables because the KMS key used is disabled.',
  },
  {
    state: 'Failed',
    code: 'KMSKeyAccessDenied',
    reason: 'Lambda was unable to decrypt the environment variables because KMS access was denied.',
  },
  {
    state: 'Failed',
    code: 'SubnetOutOfIPAddresses',
    reason: 'Lambda was not able to create an ENI because the subnet has no free addresses.',
  },
  {
    state: 'Failed',
    code: 'EniLimitExceeded',
    reason: 'Lambda was not able to create an ENI because the limit for network interfaces has been reached.',
  },
  {
    state: 'Failed',
    code: 'EFSMountConnectivityError',
    reason: 'The function could not connect to the file system.',
  },
  { state: 'Failed', code: 'ImageDeleted', reason: 'The image was deleted from its repository.' },
];

/** There are no calls any more, as far as metrics show. */
export const silence: readonly Scenario[] = [
  {
    name: 'silence',
    answers: ['silence'],
    rates: [100, 1_000],
    mixes: false,
    stage: stopped,
  },
  {
    name: 'notReady',
    answers: ['notReady'],
    rates: [100, 1_000],
    mixes: false,
    // Calls of a function that can't start count in no metric: it looks as if there were none.
    stage: (draft, setting) => stopped(configured(draft, { unready: pick(setting.dice, UNREADY) }), setting),
  },
];

function stopped(draft: Draft, { callsPerMinute, dice, nowMs }: Setting): Staged {
  // Ten minutes without a call must have passed and been published.
  const stoppedMs = ago(dice, nowMs, 16, 45);
  return {
    draft: {
      ...draft,
      caller: { kind: 'sync', requestsPerSecond: since(stoppedMs, callsPerMinute / 60, 0) },
    },
    sinceMs: stoppedMs,
    pattern: null,
    dimension: null,
    harms: [],
  };
}

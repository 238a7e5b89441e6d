import type { WorldFunction } from '../../../../src/local/world/world.ts';
import { configured, since } from '../../draft.ts';
import { ago, pick } from '../../setting.ts';
import type { FreshScenario } from '../fresh-scenario.ts';

type Unready = NonNullable<WorldFunction['unready']>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html (StateReasonCode) */
const UNREADY: readonly Unready[] = [
  {
    state: 'Failed',
    code: 'KMSKeyNotFound',
    reason: 'The KMS key with which the environment variables were encrypted was not found.',
  },
  {
    state: 'Failed',
    code: 'InvalidStateKMSKey',
    reason: 'The KMS key is in an invalid state for decryption.',
  },
  { state: 'Failed', code: 'InvalidSubnet', reason: 'The subnet ID subnet-0a1 does not exist.' },
  { state: 'Failed', code: 'InvalidSecurityGroup', reason: 'The security group sg-0b2 does not exist.' },
  {
    state: 'Failed',
    code: 'InsufficientRolePermissions',
    reason: 'The role may not call CreateNetworkInterface.',
  },
  { state: 'Failed', code: 'EFSMountTimeout', reason: 'The file system could not be mounted in time.' },
  { state: 'Failed', code: 'EFSIOError', reason: 'The file system could not be read.' },
  { state: 'Failed', code: 'ImageAccessDenied', reason: 'Lambda may not read the image of the function.' },
];

/** Calls of a function that can't start count in no metric. */
export const unready: readonly FreshScenario[] = [
  {
    name: 'canNotStart',
    causes: [['notReady']],
    rates: [10, 40, 300],
    courses: ['step'],
    noises: ['none', 'chronic'],
    needs: ['versions'],
    stage({ draft, plan }, { callsPerMinute, dice, nowMs }) {
      const stoppedMs = ago(dice, nowMs, 16, 45);
      const { code, ...state } = pick(dice, UNREADY);
      return {
        scene: {
          draft: {
            ...configured(draft, { unready: { code, ...state } }),
            caller: { kind: 'sync', requestsPerSecond: since(stoppedMs, callsPerMinute / 60, 0) },
          },
          plan,
        },
        sinceMs: stoppedMs,
        pattern: null,
        dimension: code,
        harms: [],
      };
    },
  },
];

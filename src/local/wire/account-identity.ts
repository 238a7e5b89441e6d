import type { WorldAccount } from '../world/world.ts';

export const ROLE_ID = 'AROAEXAMPLEONCALLREAD';
const ROLE_NAME = 'OnCallRead';
export const SESSION_NAME = 'demo';

/** The identity of every caller, whatever credentials it signs with. */
export function callerArn(account: WorldAccount): string {
  return `arn:aws:sts::${account.accountId}:assumed-role/${ROLE_NAME}/${SESSION_NAME}`;
}

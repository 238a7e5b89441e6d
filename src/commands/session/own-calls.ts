import { spentText } from '../../terminal/quantity.ts';
import { type Spending, spentSoFar } from './recording/earlier-sessions.ts';
import type { Session } from './session.ts';

/** lmon's calls to AWS, and their cost. */
export function ownCalls(session: Spending & Pick<Session, 'replay'>): string {
  if (session.replay !== null) return 'made no AWS API calls: this was a recording';
  const { calls, dollars, hasSucceeded } = spentSoFar(session);
  if (calls === 0) return 'made no AWS API calls';
  const counted = `${calls} AWS API ${calls === 1 ? 'call' : 'calls'}`;
  return hasSucceeded
    ? `made ${counted}, ${spentText(dollars)}`
    : `tried ${counted}, none of which succeeded: AWS charges nothing`;
}

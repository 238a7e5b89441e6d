import { spentText } from '../../terminal/quantity.ts';
import { type Spending, type Spent, spentSoFar } from './recording/earlier-sessions.ts';
import type { Session } from './session.ts';

/** lmon's calls to AWS, and their cost. */
export function ownCalls(session: Spending & Pick<Session, 'replay'>): string {
  if (session.replay !== null) return 'made no AWS API calls: this was a recording';
  const spent = spentSoFar(session);
  const { calls } = spent;
  if (calls === 0) return 'made no AWS API calls';
  const counted = `${calls} AWS API ${calls === 1 ? 'call' : 'calls'}`;
  return spent.hasSucceeded
    ? `made ${counted}, ${spentText(spent.dollars)}`
    : `tried ${counted}, ${failure(spent)}`;
}

/** AWS may charge for what it carried out, even if lmon got no answer. */
function failure({ calls, unanswered }: Spent): string {
  const isOne = calls === 1;
  if (unanswered === 0) return `${isOne ? 'which failed' : 'none of which succeeded'}: AWS charges nothing`;
  if (unanswered === calls) return isOne ? 'which was not answered' : 'none of which was answered';
  return `none of which succeeded, ${unanswered} not answered`;
}

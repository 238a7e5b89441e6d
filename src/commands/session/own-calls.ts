import { spentText } from '../../terminal/quantity.ts';
import { spentSoFar } from './recording/earlier-sessions.ts';
import type { Session } from './session.ts';

/** lmon's calls to AWS, and their cost. */
export function ownCalls(session: Session): string {
  if (session.replay !== null) return 'made no AWS API calls: this was a recording';
  const { calls, dollars } = spentSoFar(session);
  return `made ${calls} AWS API calls, ${spentText(dollars)}`;
}

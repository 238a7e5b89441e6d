import { isRefusedRequest, NO_CREDENTIALS, type SourceError } from '../../../monitor/source-error.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';

export const MISSING_CREDENTIALS = safe`no credentials`;

/** How a user without any gets credentials, while lmon is open. */
export const GIVING_CREDENTIALS = safe`aws configure sso makes a profile, :profile NAME takes it`;
/** The same in less room. */
export const GIVING_CREDENTIALS_BRIEFLY = safe`aws configure sso, then :profile NAME`;

/** What remains to be said of missing credentials in a recording, which nobody can give it any more. */
export const RECORDED_WITHOUT = safe`the recorded session had none, so AWS told it nothing`;

/** The kind of an error in a word or two: credentials that never were have not expired. */
export function troubleWord(error: Pick<SourceError, 'kind' | 'name'>): SafeText {
  if (error.name === NO_CREDENTIALS) return MISSING_CREDENTIALS;
  return isRefusedRequest(error) ? safe`refused` : safeText(error.kind);
}

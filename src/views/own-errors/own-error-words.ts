import { isRefusedRequest, NO_CREDENTIALS, type SourceError } from '../../monitor/source-error.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { GIVING_CREDENTIALS_BRIEFLY } from '../parts/header/credential-words.ts';

/** @param action the IAM action as safe text */
export function remedyOf(error: Pick<SourceError, 'kind' | 'name'>, action: SafeText): SafeText {
  switch (error.kind) {
    case 'denied':
      return safe`allow this identity ${action}`;
    case 'throttled':
      return safe`nothing: lmon slows down; others use up the same quota`;
    case 'expired':
      if (error.name === NO_CREDENTIALS) return safe`${GIVING_CREDENTIALS_BRIEFLY}; lmon goes on looking`;
      return safe`sign in again (aws sso login); lmon goes on asking`;
    case 'absent':
      return safe`check name and Region; lmon goes on looking`;
    case 'unreachable':
      return safe`check network, VPN and HTTPS_PROXY; lmon goes on asking`;
    case 'malformed':
      if (isRefusedRequest(error)) return safe`nothing: AWS calls this question wrong; lmon goes on asking`;
      return safe`check --endpoint-url: what answers may not be AWS`;
  }
}

import { useEffect, useState } from 'react';
import type { RequestAnswer } from '../../../monitor/log/reading/find-request.ts';
import type { RawText } from '../../../terminal/text.ts';
import type { AppSettings } from '../../parts/app-settings.ts';

/** State of the search for a request that is not in memory. */
export type FoundRequest = RequestAnswer | { readonly kind: 'searching' } | { readonly kind: 'idle' };

/** Searches once for a request, where it `isWanted`, and gives the search up when it no longer is. */
export function useFoundRequest(
  target: string,
  requestId: RawText | null,
  isWanted: boolean,
  findRequest: AppSettings['findRequest'],
): FoundRequest {
  const [found, setFound] = useState<FoundRequest>({ kind: 'idle' });
  useEffect(() => {
    if (!isWanted || requestId === null) return;
    const left = new AbortController();
    setFound({ kind: 'searching' });
    void findRequest(target, requestId, left.signal).then((answer) => {
      if (!left.signal.aborted) setFound(answer ?? { kind: 'absent' });
    });
    return () => left.abort();
  }, [target, requestId, isWanted, findRequest]);
  return found;
}

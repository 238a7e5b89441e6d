import { useEffect, useState } from 'react';
import type { RequestAnswer } from '../../monitor/log/find-request.ts';
import type { RawText } from '../../terminal/text.ts';
import type { AppSettings } from '../parts/app-settings.ts';

/** State of the search for a request that is not in memory. */
export type FoundRequest = RequestAnswer | { readonly kind: 'searching' } | { readonly kind: 'idle' };

/** Searches once for a request, where it `isWanted`. */
export function useFoundRequest(
  target: string,
  requestId: RawText | null,
  isWanted: boolean,
  findRequest: AppSettings['findRequest'],
): FoundRequest {
  const [found, setFound] = useState<FoundRequest>({ kind: 'idle' });
  useEffect(() => {
    if (!isWanted || requestId === null) return;
    let isLeft = false;
    setFound({ kind: 'searching' });
    void findRequest(target, requestId).then((answer) => {
      if (!isLeft) setFound(answer ?? { kind: 'absent' });
    });
    return () => {
      isLeft = true;
    };
  }, [target, requestId, isWanted, findRequest]);
  return found;
}

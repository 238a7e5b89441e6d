import type { NOT_RECORDED, Result, SourceError, SourceErrorKind } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';

const NAME: typeof NOT_RECORDED = 'NotRecorded';

/**
 * @param of the function, log or other thing that was asked for; null for what there is one of in an account
 * @param kind `absent`, or `malformed` where absence would say that there is no such thing in the account
 */
export function notRecorded(
  action: string,
  of: string | null,
  kind: Extract<SourceErrorKind, 'absent' | 'malformed'>,
): Result<never> {
  const message = `the recording holds nothing of ${of ?? 'the account'} at this time (${action})`;
  return {
    ok: false,
    error: { kind, action, name: NAME as string as RawText, message: message as RawText },
  };
}

export function isNotRecorded({ name }: SourceError): boolean {
  return name === NAME;
}

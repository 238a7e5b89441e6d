import { createHash } from 'node:crypto';
import * as v from 'valibot';

/** A short digest of `request`. */
export function fingerprint(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 16);
}

/** A token that only `readToken` understands, and only together with the request that it was made for. */
export function writeToken(state: unknown, requestFingerprint: string): string {
  return Buffer.from(JSON.stringify([requestFingerprint, state])).toString('base64url');
}

/** The state in `token`; null if it is no token, or one of another request. */
export function readToken<Schema extends v.GenericSchema>(
  token: string,
  requestFingerprint: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  const parsed = v.safeParse(v.tuple([v.literal(requestFingerprint), schema]), jsonOf(token));
  return parsed.success ? parsed.output[1] : null;
}

function jsonOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}

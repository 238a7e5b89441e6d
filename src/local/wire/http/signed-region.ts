import type { HttpRequest } from './http-message.ts';

/**
 * The Region for which a request was signed; null for a request without a signature.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html (the credential scope)
 */
export function signedRegion({ headers }: Pick<HttpRequest, 'headers'>): string | null {
  return /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(headers['authorization'] ?? '')?.[1] ?? null;
}

import { readFileSync } from 'node:fs';

/** Thrown when AWS_CA_BUNDLE names a file that can't be read. */
class CertificateBundleUnreadable extends Error {
  override readonly name = 'CertificateBundleUnreadable';
}

/** The certificates to trust instead of Node's own, as PEM; null to trust Node's own. As for the AWS CLI, they replace them. */
export function certificateBundle(path: string | undefined): Buffer | null {
  if (path === undefined || path === '') return null;
  try {
    return readFileSync(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CertificateBundleUnreadable(`AWS_CA_BUNDLE: ${reason}`, { cause });
  }
}

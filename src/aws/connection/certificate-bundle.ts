import { readFileSync } from 'node:fs';

/** Thrown when AWS_CA_BUNDLE names a file that can't be used. */
class CertificateBundleUnreadable extends Error {
  override readonly name = 'CertificateBundleUnreadable';
}

/**
 * The certificates to trust instead of Node's own, as PEM; null to trust Node's own. As for the AWS CLI, they replace
 * them.
 */
export function certificateBundle(path: string | undefined): Buffer | null {
  if (path === undefined || path === '') return null;
  const bundle = readBundle(path);
  if (typeof bundle === 'string') throw new CertificateBundleUnreadable(bundle);
  return bundle;
}

/** Why the bundle can't be used, in words; null where it can, or where none is set. */
export function certificateBundleTrouble(path: string | undefined): string | null {
  if (path === undefined || path === '') return null;
  const bundle = readBundle(path);
  return typeof bundle === 'string' ? bundle : null;
}

const SAYS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
};

/** Private keys have the same format. */
const CERTIFICATE = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/;

/**
 * The bundle, or why it is unusable. For a file without certificates, TLS would only say that the server is not
 * trusted.
 */
function readBundle(path: string): Buffer | string {
  try {
    const bundle = readFileSync(path);
    return CERTIFICATE.test(bundle.toString('latin1'))
      ? bundle
      : `AWS_CA_BUNDLE ${path}: it holds no certificate as PEM`;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    return `AWS_CA_BUNDLE ${path}: ${SAYS[code] ?? String(thrown)}`;
  }
}

import type { Settings } from '../../settings/settings.ts';
import type { Environment } from '../../terminal/environment.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';

/**
 * What is wrong with the certificates that are to be trusted. Each call to AWS would fail by it, as if nobody answered, and
 * a tail would try again for ever. Null when nothing is, and where the endpoint shows no certificate.
 */
export async function certificatesComplaint(
  { endpointUrl }: Settings,
  env: Environment,
): Promise<Complaint | null> {
  const path = env['AWS_CA_BUNDLE'];
  if (!path || (endpointUrl.value !== null && new URL(endpointUrl.value).protocol === 'http:')) return null;
  const { certificateBundleTrouble } = await import('../../aws/connection/certificate-bundle.ts');
  const trouble = certificateBundleTrouble(path);
  return trouble === null ? null : { complaint: trouble, status: EXIT_STATUS.usage };
}

import type { Settings } from '../../../settings/settings.ts';
import type { Environment } from '../../../terminal/environment.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';

/**
 * What is wrong with the trusted certificates: otherwise each call to AWS would fail as unreachable, and a tail would
 * retry for ever. Null when fine, and for an endpoint without TLS.
 */
export async function certificatesComplaint(
  { endpointUrl }: Settings,
  env: Environment,
): Promise<Complaint | null> {
  const path = env['AWS_CA_BUNDLE'];
  if (!path || (endpointUrl.value !== null && new URL(endpointUrl.value).protocol === 'http:')) return null;
  const { certificateBundleTrouble } = await import('../../../aws/connection/certificate-bundle.ts');
  const trouble = certificateBundleTrouble(path);
  return trouble === null ? null : { complaint: trouble, status: EXIT_STATUS.usage };
}

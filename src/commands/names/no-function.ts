import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';

/** An account without functions usually means the wrong Region: a gate must not take it for healthy. */
export function noFunction(region: string): Complaint {
  return { complaint: `no function in ${region}; try lmon --region NAME`, status: EXIT_STATUS.notFound };
}

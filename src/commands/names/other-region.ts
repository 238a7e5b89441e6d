import type { FunctionReference } from '../../lambda/function/function-reference.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';

/** The complaint about an ARN of another Region than the current one; null where they match. */
export function otherRegion({ name, region }: FunctionReference, lookedAt: string): Complaint | null {
  if (region === null || region === lookedAt) return null;
  return {
    complaint: `${name} is in ${region} and lmon looks at ${lookedAt}: pass --region ${region}`,
    status: EXIT_STATUS.usage,
  };
}

import type { FunctionReference } from '../../lambda/function-reference.ts';
import type { Complaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';

/** What is said of a function whose ARN names another Region than the one that lmon looks at; null where it does not. */
export function otherRegion({ name, region }: FunctionReference, lookedAt: string): Complaint | null {
  if (region === null || region === lookedAt) return null;
  return {
    complaint: `${name} is in ${region} and lmon looks at ${lookedAt}: pass --region ${region}`,
    status: EXIT_STATUS.usage,
  };
}

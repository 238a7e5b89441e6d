import { EXIT_STATUS, type ExitStatus } from './exit-status.ts';

/** Why a command can't do its work, in one line, and what it then ends with. */
export interface Complaint {
  readonly complaint: string;
  readonly status: ExitStatus;
}

export function isComplaint(answer: object): answer is Complaint {
  return 'complaint' in answer;
}

/** A complaint about how the command was called. */
export function usageComplaint(complaint: string): Complaint {
  return { complaint, status: EXIT_STATUS.usage };
}

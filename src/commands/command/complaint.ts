import { EXIT_STATUS, type ExitStatus } from './exit-status.ts';

/** Why a command can't do its work, in one line, with the exit status. */
export interface Complaint {
  readonly complaint: string;
  readonly status: ExitStatus;
}

export function isComplaint(answer: object): answer is Complaint {
  return 'complaint' in answer;
}

/** A complaint about wrong usage. */
export function usageComplaint(complaint: string): Complaint {
  return { complaint, status: EXIT_STATUS.usage };
}

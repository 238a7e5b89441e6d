import { EXIT_STATUS, type ExitStatus } from '../command/exit-status.ts';
import { complain, printNotice } from './standard-streams.ts';

/** Reports a bug in lmon in one line. The stack is only for developers: with LMON_DEBUG=1. */
export function reportBug(error: unknown): ExitStatus {
  const reason = String(error).replaceAll(/\s+/g, ' ');
  const status = complain(`this is a bug in lmon, please report it: ${reason}`, EXIT_STATUS.bug);
  if (process.env['LMON_DEBUG'] === '1' && error instanceof Error) printNotice(error.stack ?? 'no stack');
  return status;
}

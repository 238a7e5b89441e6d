import type { SourceError } from '../../monitor/source-error.ts';

/** lmon's exit statuses. Those above 63 follow sysexits.h, which scripts know. */
export const EXIT_STATUS = {
  done: 0,
  /** Results of `lmon check`. */
  warn: 1,
  critical: 2,
  notJudged: 3,
  usage: 64,
  notFound: 66,
  unreachable: 69,
  bug: 70,
  throttled: 75,
  denied: 77,
  credentials: 78,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitStatus = (typeof EXIT_STATUS)[keyof typeof EXIT_STATUS];

export function exitStatusOf(error: SourceError): ExitStatus {
  switch (error.kind) {
    case 'throttled':
      return EXIT_STATUS.throttled;
    case 'denied':
      return EXIT_STATUS.denied;
    case 'expired':
      return EXIT_STATUS.credentials;
    case 'absent':
      return EXIT_STATUS.notFound;
    case 'unreachable':
    case 'malformed':
      return EXIT_STATUS.unreachable;
  }
}

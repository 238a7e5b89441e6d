/** What of the account can be seen by who looks at it, beside a log of which lines are missing. */
export interface Sight {
  readonly name: string;
  /** Actions that are denied. */
  readonly denied: readonly string[];
  /** No younger line of the log can be read. */
  readonly logDelayMs: number;
}

export const LOG_READING = 'logs:FilterLogEvents';

export const WHOLE: Sight = { name: 'whole', denied: [], logDelayMs: 0 };

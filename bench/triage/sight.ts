/** The parts of the account that the viewer can see. */
export interface Sight {
  readonly name: string;
  /** Actions that are denied. */
  readonly denied: readonly string[];
  /** The newest lines of the log, up to this age, can't be read. */
  readonly logDelayMs: number;
}

export const LOG_READING = 'logs:FilterLogEvents';

export const WHOLE: Sight = { name: 'whole', denied: [], logDelayMs: 0 };

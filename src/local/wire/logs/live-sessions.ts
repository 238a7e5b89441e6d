/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MOST_SESSIONS = 15;

/** The Live Tail sessions that are open in the account. */
export class LiveSessions {
  #opened = 0;
  readonly #open = new Set<number>();

  /** How to end the session that was begun; null where the account has as many as it may. */
  begin(): { readonly id: number; end(): void } | null {
    if (this.#open.size >= MOST_SESSIONS) return null;
    const id = this.#opened;
    this.#opened += 1;
    this.#open.add(id);
    return { id, end: () => this.#open.delete(id) };
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MOST_SESSIONS = 15;

/** The Live Tail sessions that are open in the account. */
export class LiveSessions {
  #opened = 0;
  readonly #open = new Set<number>();

  /** Starts a session and returns a function that ends it; null if the account has no session left. */
  begin(): { readonly id: number; end(): void } | null {
    if (this.#open.size >= MOST_SESSIONS) return null;
    const id = this.#opened;
    this.#opened += 1;
    this.#open.add(id);
    return { id, end: () => this.#open.delete(id) };
  }
}

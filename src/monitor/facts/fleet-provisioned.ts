import { type Known, UNREAD } from '../../capacity/evidence.ts';
import { type EpochMs, MINUTE_MS, minuteOf } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import type { Asking } from '../calls/asking.ts';
import type { Catalogue } from '../function/catalogue/catalogue.ts';
import {
  ProvisionedFacts,
  type ProvisionedStatus,
  USE_MINUTES,
} from '../function/catalogue/provisioned-facts.ts';
import { SELDOM_MS } from '../how-often.ts';
import type { MetricHistory } from '../metric/metric-history.ts';
import { ACCOUNT_KEY, keepListed, type Listed } from '../metric-owner.ts';
import type { Sources } from '../sources.ts';

/** Of a function that had none: asking takes a call for each. */
const NONE_ASKED_AGAIN_MS = 30 * MINUTE_MS;
/** Covers the judged minutes of functions whose calls take as long as Lambda allows. */
const READ_MINUTES = 20;

interface ReadFunction {
  readonly facts: ProvisionedFacts;
  readonly askedMs: EpochMs;
}

/**
 * Provisioned concurrency of the functions that share the account pool: who runs on it meets that limit first. It is
 * asked for only where the account's metrics show that some is kept, as most accounts keep none.
 */
export class FleetProvisioned {
  readonly #sources: Sources;
  readonly #asking: Asking;
  /** The end of a past window; null follows the present. */
  readonly #untilMs: EpochMs | null;
  readonly #functions = new Map<string, ReadFunction>();
  #isReading = false;

  constructor(sources: Sources, asking: Asking, untilMs: EpochMs | null) {
    this.#sources = sources;
    this.#asking = asking;
    this.#untilMs = untilMs;
  }

  /** Updates what is known. False where no function has any. */
  async read(catalogue: Catalogue, history: MetricHistory): Promise<boolean> {
    const toMs = this.#untilMs ?? this.#asking.clock.now();
    if (this.#isReading || (!this.#isKept && !keepsSome(catalogue, history, toMs))) return false;
    this.#isReading = true;
    const fromMs = minuteOf(toMs) - READ_MINUTES * MINUTE_MS;
    const sharing = catalogue.functions.filter(
      ({ name }) => history.hasCalls(name, fromMs, minuteOf(toMs)) && sharesPool(catalogue, name),
    );
    await Promise.all(sharing.map(({ name }) => this.#readOf(name, toMs))).finally(() => {
      this.#isReading = false;
    });
    return this.#isKept;
  }

  /** @param settledMs the newest minute to look at */
  statusOf(functionName: RawText, settledMs: EpochMs): Known<readonly ProvisionedStatus[]> {
    return this.#functions.get(functionName)?.facts.status(settledMs) ?? UNREAD;
  }

  keepOnly(listed: Listed): void {
    keepListed(this.#functions, listed);
  }

  get #isKept(): boolean {
    return [...this.#functions.values()].some(({ facts }) => facts.hasAny);
  }

  async #readOf(functionName: RawText, toMs: EpochMs): Promise<void> {
    const known = this.#functions.get(functionName);
    const facts = known?.facts ?? new ProvisionedFacts(functionName, this.#sources, this.#asking);
    const againMs = facts.hasAny || facts.areUnread ? SELDOM_MS : NONE_ASKED_AGAIN_MS;
    if (known === undefined || toMs - known.askedMs >= againMs) {
      this.#functions.set(functionName, { facts, askedMs: toMs });
      await facts.readConfigs();
    }
    await facts.readUse(toMs, minuteOf(toMs) - READ_MINUTES * MINUTE_MS);
  }
}

/** Whether more of the account was claimed in some recent minute than was reserved or busy: the rest is kept ready. */
function keepsSome({ accountLimits }: Catalogue, history: MetricHistory, toMs: EpochMs): boolean {
  if (!accountLimits.known) return false;
  const { concurrency, unreservedConcurrency } = accountLimits.value;
  return Array.from({ length: USE_MINUTES }, (_, age) => minuteOf(toMs) - age * MINUTE_MS).some(
    (minuteMs) => {
      const claimed = history.value(ACCOUNT_KEY, 'ClaimedAccountConcurrency', 'Maximum', minuteMs);
      const busy = history.value(ACCOUNT_KEY, 'UnreservedConcurrentExecutions', 'Maximum', minuteMs);
      return claimed !== null && busy !== null && claimed - busy > concurrency - unreservedConcurrency;
    },
  );
}

function sharesPool({ reserved }: Catalogue, functionName: RawText): boolean {
  const answer = reserved.get(functionName);
  return answer?.known === true && answer.value === null;
}

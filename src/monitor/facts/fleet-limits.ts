import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import type { EpochMs } from '../../lambda/time.ts';
import type { RawText } from '../../terminal/text.ts';
import { type Asking, ask } from '../calls/asking.ts';
import {
  type Catalogue,
  readFunctionLimits,
  readSourceSetups,
  reservationQuestion,
} from '../function/catalogue/catalogue.ts';
import { readReserved } from '../function/catalogue/reserved-concurrency.ts';
import type { Sources } from '../sources.ts';
import { hasFailed, LimitsThatFailed } from './limits-that-failed.ts';
import type { NewestCatalogue } from './newest-catalogue.ts';

/** Selects the functions throttled recently: they are asked for first, and always. */
type ThrottledOf = (functions: Catalogue['functions']) => ReadonlySet<string>;

/** Limits that take a call for each function: read for all of them once, and in between for those that need it. */
export class FleetLimits {
  readonly #catalogue: NewestCatalogue;
  readonly #throttledOf: ThrottledOf;
  readonly #sources: Sources;
  readonly #asking: Asking;
  readonly #thatFailed: LimitsThatFailed;
  /** Functions that woke up and whose limits are still to be asked for. */
  readonly #awake = new Set<string>();
  /** Functions whose limits are being read for the screen. */
  readonly #readingOf = new Map<string, Promise<void>>();
  /** The time of the catalogue for which all limits were asked. */
  #askedOfMs: EpochMs | null = null;
  #hasAskedAll = false;
  /** Of thousands of functions, this takes longer than until the next catalogue. */
  #isAskingAll = false;

  constructor(catalogue: NewestCatalogue, throttledOf: ThrottledOf, sources: Sources, asking: Asking) {
    this.#catalogue = catalogue;
    this.#throttledOf = throttledOf;
    this.#sources = sources;
    this.#asking = asking;
    this.#thatFailed = new LimitsThatFailed(sources, asking);
  }

  /** Whether all limits of a catalogue have been asked for. */
  get hasAskedAll(): boolean {
    return this.#hasAskedAll;
  }

  /** Whether one could not be read. */
  get haveFailed(): boolean {
    const { newest } = this.#catalogue;
    return newest !== null && hasFailed(newest);
  }

  wake(functions: readonly FunctionConfiguration[]): void {
    for (const { name } of functions) this.#awake.add(name);
  }

  /**
   * All limits once for each catalogue, otherwise those of functions that woke up and those that failed. The list of
   * functions, which shares their quota, goes first, except before those that are throttled.
   *
   * @returns whether there was anything to ask for
   */
  async read(): Promise<boolean> {
    const catalogue = this.#catalogue.newest;
    if (catalogue === null) return false;
    if (!catalogue.isComplete) return this.#readThrottled(catalogue);
    if (catalogue.asOfMs === this.#askedOfMs || this.#isAskingAll) {
      const hasAsked = await Promise.all([this.#readAwake(catalogue), this.readThatFailed()]);
      return hasAsked.includes(true);
    }
    this.#isAskingAll = true;
    await this.#readAwake(catalogue);
    await this.#readAll(catalogue);
    this.#isAskingAll = false;
    return true;
  }

  /** Limits of some of the called functions, before those of all. */
  async readFirst(isWanted: (functionName: string) => boolean): Promise<void> {
    const catalogue = this.#catalogue.newest;
    if (catalogue === null) return;
    const { active, mappings } = catalogue;
    const names = catalogue.functions
      .map(({ name }) => name)
      .filter((name) => isWanted(name) && active?.has(name) !== false);
    const arns = new Set<string>(
      mappings.known
        ? mappings.value.flatMap(({ functionName, sourceArn }) => (isWanted(functionName) ? sourceArn : []))
        : [],
    );
    const [setups] = await Promise.all([
      readSourceSetups(catalogue, this.#sources, this.#asking, (arn) => arns.has(arn)),
      this.#readReserved(catalogue, names, this.#throttledOf(catalogue.functions)),
    ]);
    this.#catalogue.add(setups);
  }

  /** Those that could not be read, again: call once with each poll. False when nothing new is known. */
  async readThatFailed(): Promise<boolean> {
    const catalogue = this.#catalogue.newest;
    if (catalogue === null) return false;
    const read = await this.#thatFailed.readAgain(catalogue, () => this.#throttledOf(catalogue.functions));
    if (read !== null) this.#catalogue.add(read);
    return read !== null;
  }

  /** Limits of one function on screen: idle functions are otherwise not asked for. */
  readOf(functionName: RawText): Promise<void> {
    const reading = this.#readingOf.get(functionName) ?? this.#readOf(functionName);
    this.#readingOf.set(functionName, reading);
    return reading.finally(() => this.#readingOf.delete(functionName));
  }

  async #readOf(functionName: RawText): Promise<void> {
    await this.#describe(functionName);
    const catalogue = this.#catalogue.newest;
    if (catalogue === null || catalogue.reserved.has(functionName)) return;
    // A reservation of 0 is invisible in the account's sum, so it is asked for as for a throttled function.
    await this.#readReserved(catalogue, [functionName], new Set([functionName]));
  }

  /** A function on screen does not wait until the list has reached it. */
  async #describe(functionName: RawText): Promise<void> {
    const known = this.#catalogue.newest?.functions.find(({ name }) => name === functionName);
    if (known?.isUnlisted !== true) return;
    const answer = await ask(this.#asking, 'lambda:GetFunctionConfiguration', (signal) =>
      this.#sources.functions.configuration(functionName, signal),
    );
    if (answer.ok && this.#catalogue.newest?.isComplete === false) this.#catalogue.describe(answer.value);
  }

  async #readThrottled(catalogue: Catalogue): Promise<boolean> {
    const throttled = this.#throttledOf(catalogue.functions);
    const names = catalogue.functions
      .map(({ name }) => name)
      .filter((name) => throttled.has(name) && !catalogue.reserved.has(name));
    if (names.length > 0) await this.#readReserved(catalogue, names, throttled);
    return names.length > 0;
  }

  async #readAll(catalogue: Catalogue): Promise<void> {
    this.#askedOfMs = catalogue.asOfMs;
    const throttled = this.#throttledOf(catalogue.functions);
    const onAnswer = (reserved: Catalogue['reserved']) => this.#catalogue.add({ reserved });
    const asked = { throttled, onAnswer };
    this.#catalogue.addAll(await readFunctionLimits(catalogue, asked, this.#sources, this.#asking));
    this.#hasAskedAll = true;
  }

  async #readAwake(catalogue: Catalogue): Promise<boolean> {
    const awake = catalogue.functions.filter(({ name }) => this.#awake.has(name));
    this.#awake.clear();
    if (awake.length === 0) return false;
    const names = awake.map(({ name }) => name);
    await this.#readReserved(catalogue, names, this.#throttledOf(awake));
    return true;
  }

  async #readReserved(
    catalogue: Catalogue,
    names: readonly RawText[],
    throttled: ReadonlySet<string>,
  ): Promise<void> {
    const question = reservationQuestion(catalogue, names, throttled);
    const reserved = await readReserved(question, this.#sources.functions, this.#asking);
    this.#catalogue.add({ reserved });
  }
}

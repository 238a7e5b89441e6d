import { SECOND_MS } from '../../lambda/time.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import { withOwnSignal } from '../abort.ts';
import type { Clock } from '../clock.ts';
import type { Page } from '../page.ts';
import type { Result, SourceError } from '../source-error.ts';
import type { ApiLedger } from './api-ledger.ts';
import type { CallBudget } from './call-budget.ts';
import { createPageWatch } from './endless-pages.ts';

/** Every question to a source passes through these: the budget before it, the ledger after it. */
export interface Asking {
  readonly clock: Clock;
  readonly budget: CallBudget;
  readonly ledger: ApiLedger;
  readonly signal: AbortSignal;
  /** The Region that is asked, if it differs from the session's. */
  readonly askedRegion?: string;
}

const ATTEMPTS = 3;
/**
 * A reader that follows a log retries for ever, beginning with shorter waits. These few attempts span at least three
 * seconds.
 */
const SKIPPED_WAITS = 2;
const RETRIES_SPAN_MS = 3 * SECOND_MS;
/** Nobody listens there. A slow answer or a failing server says less about the next call. */
const REFUSED = 'ECONNREFUSED';

/**
 * One answer. Transient errors (throttled, unreachable) are retried at most twice. A call that was given up
 * counts as made, but says nothing about AWS.
 */
export async function ask<Value>(
  asking: Asking,
  action: string,
  question: (signal: AbortSignal) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const { clock, budget, ledger, signal, askedRegion } = asking;
  for (let attempt = 1; ; attempt++) {
    await budget.take(action, signal);
    if (signal.aborted) return givenUp(action);
    const answer = await withOwnSignal(signal, question);
    const error = answer.ok ? null : answer.error;
    budget.settle(action, error === null ? 'ok' : error.kind === 'throttled' ? 'throttled' : 'failed');
    if (signal.aborted) {
      ledger.recordUnanswered(action, clock.now());
      return answer;
    }
    ledger.recordCall(action, clock.now(), error, askedRegion);
    if (error === null || !mayPass(error) || attempt === ATTEMPTS || isKnownToLast(error, asking))
      return answer;
    await clock.sleep(budget.retryDelayMs(error.kind, attempt + SKIPPED_WAITS), signal);
  }
}

/** As when an endpoint has gone: other calls have been refused for as long as a retry would wait. */
function isKnownToLast({ name }: SourceError, { ledger, clock }: Asking): boolean {
  return name === REFUSED && ledger.unreachableForMs(clock.now()) >= RETRIES_SPAN_MS;
}

/** Stands for the answer to a call that was not made. */
function givenUp(action: string): Result<never> {
  const [name, message] = [rawText('AbortError'), rawText('the call was given up')];
  return { ok: false, error: { kind: 'unreachable', action, name, message } };
}

/**
 * All items of all pages, or the error that stopped the reading.
 *
 * @param onItems receives what has been read so far, after each page but the last
 */
export async function askForAll<Item>(
  asking: Asking,
  action: string,
  question: (token: RawText | null, signal: AbortSignal) => Promise<Result<Page<Item>>>,
  onItems: (items: readonly Item[]) => void = () => {},
): Promise<Result<readonly Item[]>> {
  const items: Item[] = [];
  const watch = createPageWatch(action);
  let token: RawText | null = null;
  do {
    const page: Result<Page<Item>> = await ask(asking, action, (signal) => question(token, signal));
    if (!page.ok) return page;
    for (const item of page.value.items) items.push(item);
    token = page.value.nextToken;
    const error = watch.next(token);
    if (error !== null) return { ok: false, error };
    if (token !== null) onItems(items);
  } while (token !== null);
  return { ok: true, value: items };
}

/** Whether asking again may help. */
export function mayPass(error: SourceError): boolean {
  return error.kind === 'throttled' || error.kind === 'unreachable';
}

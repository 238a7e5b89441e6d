import type { Result } from '../../monitor/source-error.ts';
import { signInError, sourceError, unreadableAnswer } from '../answer/source-error.ts';
import type { ClientPool } from './client-pool.ts';
import type { AwsClients } from './clients.ts';
import { startDeadline } from './deadline.ts';
import type { ReadAction } from './read-operations.ts';
import type { AwsSettings } from './settings.ts';

/** One question to AWS: one request, one answer, no retry. */
interface Question<Answer, Value> {
  readonly action: ReadAction;
  readonly send: (clients: AwsClients, options: SendOptions) => Promise<Answer>;
  /** Undefined when the answer lacks the requested data. */
  readonly read: (answer: Answer) => Value | undefined;
}

interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** Asks, and never throws: an error becomes a `SourceError`. */
export type Ask = <Answer, Value>(
  question: Question<Answer, Value>,
  signal: AbortSignal,
) => Promise<Result<Value>>;

/** Getting credentials may run a program, or wait for the user to type a code. */
const SIGN_IN_TIMEOUT_MS = 120_000;

export function createAsk(
  pool: ClientPool,
  { requestTimeoutMs, profile }: Pick<AwsSettings, 'requestTimeoutMs' | 'profile'>,
): Ask {
  return async (question, signal) => {
    const clients = await signIn(pool, question.action, profile, signal);
    if (!clients.ok) return clients;

    const deadline = startDeadline(requestTimeoutMs, signal);
    try {
      const answer = await deadline.race(question.send(clients.value, { abortSignal: deadline.signal }));
      const value = question.read(answer);
      return value === undefined
        ? { ok: false, error: unreadableAnswer(question.action) }
        : { ok: true, value };
    } catch (thrown) {
      const error = sourceError(thrown, question.action);
      if (error.kind === 'expired') pool.retire(clients.value);
      return { ok: false, error };
    } finally {
      deadline.release();
    }
  };
}

/**
 * Returns clients with credentials. Separate from the request, so that neither the search nor a typed code counts
 * towards its time-out.
 */
async function signIn(
  pool: ClientPool,
  action: ReadAction,
  profile: string | null,
  signal: AbortSignal,
): Promise<Result<AwsClients>> {
  const deadline = startDeadline(SIGN_IN_TIMEOUT_MS, signal);
  let clients: AwsClients | null = null;
  try {
    clients = pool.current();
    await deadline.race(clients.credentials());
    return { ok: true, value: clients };
  } catch (thrown) {
    if (clients !== null) pool.retire(clients);
    return { ok: false, error: signInError(thrown, action, profile) };
  } finally {
    deadline.release();
  }
}

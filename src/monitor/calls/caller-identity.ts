import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { Identity, Sources } from '../sources.ts';
import { type Asking, ask } from './asking.ts';

/** The identity that asks. STS is asked in the background, and nothing waits for it. */
export class CallerIdentity {
  readonly #sources: Sources;
  readonly #asking: Asking;
  #answer: Identity | null = null;
  #isAsking = false;

  constructor(sources: Sources, asking: Asking) {
    this.#sources = sources;
    this.#asking = asking;
  }

  /** Asks STS until it answers, and again when those credentials have expired. */
  async read(): Promise<void> {
    if (this.#isAsking || (this.#answer !== null && !this.#hasExpired(this.#answer))) return;
    this.#isAsking = true;
    const { identity } = this.#sources;
    const answer = await ask(this.#asking, 'sts:GetCallerIdentity', (signal) => identity.caller(signal));
    this.#isAsking = false;
    if (answer.ok) this.#answer = answer.value;
  }

  /** What STS said, or else the account that owns the functions. */
  known(functions: readonly FunctionConfiguration[]): Identity | null {
    return this.#answer ?? ownerOf(functions);
  }

  #hasExpired({ expiresMs }: Identity): boolean {
    return expiresMs !== null && this.#asking.clock.now() >= expiresMs;
  }
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html (the form of the ARN) */
function ownerOf(functions: readonly FunctionConfiguration[]): Identity | null {
  const accountId = functions.map(({ arn }) => accountIdOf(arn)).find((each) => each !== null);
  return accountId === undefined ? null : { accountId, arn: null, expiresMs: null };
}

function accountIdOf(arn: RawText): RawText | null {
  const accountId = /^arn:[^:]*:lambda:[^:]*:(\d{12}):/.exec(arn)?.[1];
  return accountId === undefined ? null : rawText(accountId);
}

import type { GenericSchema, InferOutput } from 'valibot';
import { safeParse } from 'valibot';
import type { EpochMs } from '../world/world.ts';
import type { Account } from './account.ts';
import { AwsFault } from './aws-fault.ts';

/** One operation of an AWS service, whatever protocol it is asked in. */
export interface Operation {
  readonly name: string;
  answer(input: unknown, account: Account, nowMs: EpochMs): Answer | AwsFault;
}

export interface Answer {
  readonly body: object;
  /** Data points that the caller is charged for beside the call itself. */
  readonly points: number;
}

/** The operation that checks its input against `schema` and answers `invalid` when that fails. */
export function operation<Schema extends GenericSchema, Body extends object>(definition: {
  readonly name: string;
  readonly schema: Schema;
  readonly invalid: (message: string) => AwsFault;
  readonly answer: (input: InferOutput<Schema>, account: Account, nowMs: EpochMs) => Body | AwsFault;
  readonly chargedPoints?: (body: Body) => number;
}): Operation {
  const { name, schema, invalid, answer, chargedPoints } = definition;
  return {
    name,
    answer: (input, account, nowMs) => {
      const parsed = safeParse(schema, input);
      if (!parsed.success) return invalid(constraintMessage(parsed.issues));
      const body = answer(parsed.output, account, nowMs);
      return body instanceof AwsFault ? body : { body, points: chargedPoints?.(body) ?? 0 };
    },
  };
}

interface Issue {
  readonly message: string;
  readonly path?: readonly { readonly key: unknown }[] | undefined;
}

function constraintMessage(issues: readonly Issue[]): string {
  const details = issues.map((issue) => {
    const member = issue.path?.map((part) => String(part.key)).join('.') ?? 'request';
    return `Value at '${member}' failed to satisfy constraint: ${issue.message}`;
  });
  return `${details.length} validation error${details.length === 1 ? '' : 's'} detected: ${details.join('; ')}`;
}

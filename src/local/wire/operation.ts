import { type GenericSchema, type InferOutput, safeParse } from 'valibot';
import type { EpochMs } from '../../lambda/time.ts';
import type { Account } from './account.ts';
import { AwsFault } from './aws-fault.ts';
import type { EventStream } from './http/event-stream.ts';

/** One operation of an AWS service, independent of the protocol. */
export interface Operation {
  readonly name: string;
  answer(input: unknown, account: Account, nowMs: EpochMs): Answer | AwsFault;
}

export type Answer =
  | {
      readonly kind: 'body';
      readonly body: object;
      /** Data points that the caller is charged for besides the call itself. */
      readonly points: number;
    }
  | { readonly kind: 'stream'; readonly stream: EventStream };

/** An operation that checks its input against `schema` and answers `invalid` if that fails. */
export function operation<Schema extends GenericSchema, Body extends object>(
  definition: CheckedInput<Schema> & {
    readonly answer: (input: InferOutput<Schema>, account: Account, nowMs: EpochMs) => Body | AwsFault;
    readonly chargedPoints?: (body: Body) => number;
  },
): Operation {
  const { answer, chargedPoints, ...checked } = definition;
  return checkedOperation(checked, (input, account, nowMs) => {
    const body = answer(input, account, nowMs);
    return body instanceof AwsFault ? body : { kind: 'body', body, points: chargedPoints?.(body) ?? 0 };
  });
}

/** The same for an operation with a streaming answer. */
export function streamOperation<Schema extends GenericSchema>(
  definition: CheckedInput<Schema> & {
    readonly open: (input: InferOutput<Schema>, account: Account, nowMs: EpochMs) => EventStream | AwsFault;
  },
): Operation {
  const { open, ...checked } = definition;
  return checkedOperation(checked, (input, account, nowMs) => {
    const stream = open(input, account, nowMs);
    return stream instanceof AwsFault ? stream : { kind: 'stream', stream };
  });
}

interface CheckedInput<Schema extends GenericSchema> {
  readonly name: string;
  readonly schema: Schema;
  readonly invalid: (message: string) => AwsFault;
}

function checkedOperation<Schema extends GenericSchema>(
  { name, schema, invalid }: CheckedInput<Schema>,
  answer: (input: InferOutput<Schema>, account: Account, nowMs: EpochMs) => Answer | AwsFault,
): Operation {
  return {
    name,
    answer: (input, account, nowMs) => {
      const parsed = safeParse(schema, input);
      return parsed.success
        ? answer(parsed.output, account, nowMs)
        : invalid(constraintMessage(parsed.issues));
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

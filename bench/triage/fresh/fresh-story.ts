import type { Dice } from '../../../src/local/world/log/dice.ts';
import type {
  InvocationFacts,
  LineLayout,
  LogStory,
  StoryLine,
} from '../../../src/local/world/log/log-story.ts';
import { shardName } from '../code-story.ts';
import type { Family } from './fresh-setting.ts';

/** One way in which code describes a failure. */
export interface Said {
  readonly type: string;
  readonly message: string;
  /** The wrapped error, logged below it as the language does. */
  readonly cause?: { readonly type: string; readonly message: string };
}

/** The message of code that logs a failure by itself. */
export const OWN_WORDS = 'order not taken';

/** One kind of failure, with all the wordings of it. */
export interface Failing {
  readonly said: readonly Said[];
  /**
   * The code catches it and returns a failure: it logs a warning with these words, and the runtime logs no exception.
   */
  readonly isHandled?: boolean;
  /** Only calls with this value in a logged field fail; absent if any call can. */
  readonly hit?: { readonly field: string; readonly value: string };
}

export interface FreshPlan {
  readonly family: Family;
  /** Null if the code uses the logger of its runtime. */
  readonly logger: LineLayout | null;
  readonly failures: ReadonlyMap<string, Failing>;
  /** A new line that calls begin to write, unrelated to any trouble. */
  readonly harmless: { readonly sinceMs: number; readonly message: string } | null;
  /** The share of all calls that log an error and go on. */
  readonly grumblesInShare: number;
  readonly lane: boolean;
  /** Logged during the init, if that fails. */
  readonly failedInit: readonly Said[];
}

const VALUES = {
  tenant: ['north', 'harbour', 'meadow', 'quarry', 'orchard', 'mill', 'bridge', 'summit'],
  channel: ['web', 'app', 'kiosk', 'phone', 'partner'],
  eventType: ['OrderPlaced', 'OrderAmended', 'OrderReturned', 'OrderPaid'],
  path: ['/orders', '/orders/{id}', '/quotes', '/returns'],
} as const;

export function freshStory(plan: FreshPlan): LogStory {
  return {
    invocation: (facts, dice) => linesOf(plan, facts, dice),
    failedInit: (dice) => {
      const said = plan.failedInit[dice.whole(0, Math.max(0, plan.failedInit.length - 1))];
      return said === undefined
        ? []
        : [thrownLine(said, 40, { family: plan.family, showsCause: false }, dice)];
    },
  };
}

function linesOf(plan: FreshPlan, facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const { durationMs } = facts;
  const failing = plan.failures.get(facts.ending) ?? null;
  const own = (line: StoryLine): StoryLine =>
    plan.logger === null ? line : { ...line, layout: plan.logger };
  const fields = fieldsOf(failing, dice);
  const taken: StoryLine = {
    offsetMs: Math.min(4, durationMs),
    level: 'INFO',
    message: plan.lane
      ? `batch of ${facts.records} records from ${shardName(facts.lane)}`
      : dice.pick(['order taken', 'order taken from basket', 'order taken again']),
    fields,
  };
  const { harmless } = plan;
  const extra: readonly StoryLine[] = [
    ...(dice.chance(plan.grumblesInShare) ? [grumble(durationMs, dice)] : []),
    ...(harmless !== null && facts.startMs >= harmless.sinceMs
      ? [{ offsetMs: durationMs * 0.2, level: 'INFO' as const, message: harmless.message }]
      : []),
  ];
  const before = [taken, ...extra].map(own);
  if (facts.ending === 'success') return [...before, own(stored(durationMs))];
  if (failing === null) return before;
  const said = failing.said[dice.whole(0, failing.said.length - 1)];
  if (said === undefined) return before;
  return [...before, ...toldFailure(plan, { said, isHandled: failing.isHandled === true }, durationMs, dice)];
}

function fieldsOf(failing: Failing | null, dice: Dice): Readonly<Record<string, string | number>> {
  const { tenant, channel, eventType, path } = VALUES;
  return {
    tenant: dice.pick(tenant),
    channel: dice.pick(channel),
    eventType: dice.pick(eventType),
    path: dice.pick(path),
    orderId: dice.whole(100_000, 999_999),
    ...(failing?.hit === undefined ? {} : { [failing.hit.field]: failing.hit.value }),
  };
}

function toldFailure(
  plan: FreshPlan,
  { said, isHandled }: { readonly said: Said; readonly isHandled: boolean },
  durationMs: number,
  dice: Dice,
): readonly StoryLine[] {
  const { family, logger } = plan;
  const atMs = durationMs - 2;
  const line = thrownLine(said, atMs, { family, showsCause: logger !== null }, dice);
  if (isHandled) {
    const handled: StoryLine = { offsetMs: atMs, level: 'WARN', message: line.message };
    return [logger === null ? handled : { ...handled, layout: logger }];
  }
  // Code with its own logger rethrows the error, and the runtime logs it again; Go's runtime logs nothing.
  if (logger === null) return [...wrappedLines(said, atMs, family, dice), line];
  const own = { ...line, layout: logger };
  return family === 'go' ? [own] : [own, thrownLine(said, atMs, { family, showsCause: false }, dice)];
}

/** The runtimes of Node.js and Python omit the cause of an uncaught error: code that wraps one logs the cause first. */
function wrappedLines(said: Said, atMs: number, family: Family, dice: Dice): readonly StoryLine[] {
  if (said.cause === undefined || !HIDE_CAUSES.has(family)) return [];
  const says = filledBy(dice)(`${OWN_WORDS}: ${said.cause.type}: ${said.cause.message}`);
  return [{ offsetMs: atMs - 1, level: 'ERROR', message: says }];
}

const HIDE_CAUSES: ReadonlySet<Family> = new Set(['nodejs', 'python']);

function filledBy(dice: Dice): (text: string) => string {
  return (text) =>
    text.replaceAll('{n}', () => String(dice.whole(1_000, 99_999))).replaceAll('{hex}', () => dice.hex(8));
}

function stored(durationMs: number): StoryLine {
  return {
    offsetMs: durationMs - 2,
    level: 'INFO',
    message: 'order stored',
    fields: { latencyMs: Math.round(durationMs), statusCode: 200 },
  };
}

function grumble(durationMs: number, dice: Dice): StoryLine {
  return {
    offsetMs: durationMs * 0.3,
    level: 'ERROR',
    message: `failed to read price ${dice.hex(6)} from the cache, asking the catalogue`,
  };
}

/** `{n}` and `{hex}` in a message differ from call to call. */
function thrownLine(
  said: Said,
  offsetMs: number,
  { family, showsCause }: { readonly family: Family; readonly showsCause: boolean },
  dice: Dice,
): StoryLine {
  const filled = filledBy(dice);
  const message = filled(said.message);
  const isShown = said.cause !== undefined && (showsCause || !HIDE_CAUSES.has(family));
  const cause = isShown ? { ...said.cause, message: filled(said.cause.message) } : null;
  return {
    offsetMs,
    level: 'ERROR',
    message,
    exception: { type: said.type, message, frames: framesOf(family, cause) },
  };
}

/** Stack frames of the code, with the wrapped error if the language prints it. */
function framesOf(family: Family, cause: Said['cause'] | null): readonly string[] {
  const wrapped = cause === null ? '' : `${cause?.type}: ${cause?.message}`;
  const isWrapped = wrapped !== '';
  switch (family) {
    case 'nodejs':
      return [
        '    at put (file:///var/task/store.mjs:88:11)',
        '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
        '    at async Runtime.handler (file:///var/task/index.mjs:52:5)',
        ...(isWrapped
          ? [`  [cause]: ${wrapped}`, '      at request (file:///var/task/client.mjs:17:9)']
          : []),
      ];
    case 'python':
      // The innermost frame comes last, and the wrapped error first.
      return [
        ...(isWrapped
          ? [
              '\u00a0\u00a0File "/var/task/client.py", line 17, in request',
              wrapped,
              '',
              'The above exception was the direct cause of the following exception:',
              '',
            ]
          : []),
        '\u00a0\u00a0File "/var/task/app.py", line 52, in lambda_handler',
        '\u00a0\u00a0\u00a0\u00a0store.put(event)',
        '\u00a0\u00a0File "/var/task/store.py", line 88, in put',
      ];
    case 'java':
      return [
        '\tat shop.Store.put(Store.java:88)',
        '\tat shop.OrderIntake.handleRequest(OrderIntake.java:52)',
        '\tat java.base/jdk.internal.reflect.DirectMethodHandleAccessor.invoke(Unknown Source)',
        ...(isWrapped
          ? [`Caused by: ${wrapped}`, '\tat shop.Client.request(Client.java:17)', '\t... 3 more']
          : []),
      ];
    case 'dotnet':
      return [
        ...(isWrapped
          ? [
              ` ---> ${wrapped}`,
              '   at Shop.Client.Request() in /src/Client.cs:line 17',
              '   --- End of inner exception stack trace ---',
            ]
          : []),
        '   at Shop.Store.Put(Order order) in /src/Store.cs:line 88',
        '   at Shop.Function.Handler(Order order, ILambdaContext context) in /src/Function.cs:line 52',
      ];
    case 'ruby':
      return ["/var/task/store.rb:88:in 'put'", "/var/task/function.rb:52:in 'handler'"];
    case 'go':
      return [
        'shop/intake.(*Store).Put',
        '\t/src/intake/store.go:88',
        'shop/intake.Handle',
        '\t/src/intake/handler.go:52',
      ];
  }
}

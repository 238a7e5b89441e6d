import type { Dice } from '../../src/local/world/log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../../src/local/world/log/log-story.ts';

/** What the code of a synthetic function logs, and what it throws when it fails. */
export interface StoryPlan {
  readonly runtime: string;
  /** By the name of the failure. */
  readonly thrown: ReadonlyMap<string, Thrown>;
  /** The share of all calls that log an error and go on. */
  readonly grumblesInShare: number;
  /** The tenant whose calls fail as `failure` says; null if any call can. */
  readonly hitTenant: { readonly tenant: string; readonly failure: string } | null;
  /** Whether it reads a stream and logs the shard. */
  readonly lane: boolean;
}

export interface Thrown {
  readonly type: string;
  readonly message: string;
}

const TENANTS = ['north', 'harbour', 'meadow', 'quarry', 'orchard', 'mill', 'bridge', 'summit'] as const;
const PATHS = ['/orders', '/orders/{id}', '/quotes', '/returns'] as const;

export function storyOf(plan: StoryPlan): LogStory {
  return { invocation: (facts, dice) => linesOf(plan, facts, dice) };
}

function linesOf(plan: StoryPlan, facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const { hitTenant, grumblesInShare, thrown, runtime } = plan;
  const isHit = hitTenant !== null && facts.ending === hitTenant.failure;
  const fields = {
    tenant: isHit ? hitTenant.tenant : dice.pick(TENANTS),
    path: dice.pick(PATHS),
    orderId: dice.whole(100_000, 999_999),
  };
  const taken: StoryLine = {
    offsetMs: Math.min(4, facts.durationMs),
    level: 'INFO',
    message: plan.lane ? `batch of ${facts.records} records from ${shardName(facts.lane)}` : 'order taken',
    fields,
  };
  const grumbles: readonly StoryLine[] = dice.chance(grumblesInShare)
    ? [
        {
          offsetMs: facts.durationMs * 0.3,
          level: 'ERROR',
          message: `no price for ${dice.hex(6)} in the cache, asking the catalogue`,
        },
      ]
    : [];
  if (facts.ending === 'success') return [taken, ...grumbles, stored(facts)];
  const error = thrown.get(facts.ending);
  return error === undefined
    ? [taken, ...grumbles]
    : [taken, ...grumbles, refused(facts), thrownLine(error, facts, runtime, dice)];
}

function stored({ durationMs }: InvocationFacts): StoryLine {
  return {
    offsetMs: durationMs - 2,
    level: 'INFO',
    message: 'order stored',
    fields: { latencyMs: Math.round(durationMs), statusCode: 200 },
  };
}

/** Failed calls have an answer too: only the failure itself must distinguish them from good ones. */
function refused({ durationMs }: InvocationFacts): StoryLine {
  return { offsetMs: durationMs - 2, level: 'INFO', message: 'answered', fields: { statusCode: 500 } };
}

/** `{n}` and `{hex}` in a message differ from call to call. */
function thrownLine(
  { type, message }: Thrown,
  { durationMs }: InvocationFacts,
  runtime: string,
  dice: Dice,
): StoryLine {
  const says = message
    .replaceAll('{n}', () => String(dice.whole(1_000, 99_999)))
    .replaceAll('{hex}', () => dice.hex(8));
  return {
    offsetMs: durationMs - 1,
    level: 'ERROR',
    message: says,
    exception: { type, message: says, frames: framesOf(runtime) },
  };
}

function framesOf(runtime: string): readonly string[] {
  if (runtime.startsWith('python'))
    return ['  File "/var/task/app.py", line 52, in lambda_handler', '    return take(event)'];
  if (runtime.startsWith('java')) return ['\tat shop.OrderIntake.handleRequest(OrderIntake.java:52)'];
  return ['    at async Runtime.handler (file:///var/task/index.mjs:52:5)'];
}

export function shardName(lane: number): string {
  return `shardId-${String(lane).padStart(12, '0')}`;
}

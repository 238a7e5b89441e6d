import { MINUTE_MS } from '../../../lambda/time.ts';
import type { TrailEvent } from '../../../lambda/trail-event.ts';
import { cutEnd } from '../../../terminal/display-width.ts';
import { joinSafe, safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { strong, toned, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { api } from '../claims/evidence.ts';
import type { Change, ChangeKind } from './change.ts';

const LOOKUP = api('cloudtrail:LookupEvents');
/** The calls of one deployment are seconds apart. */
const SAME_MS = MINUTE_MS;
const MOST_NAMES = 3;
const LONGEST_NAME = 64;

/** The kind of change for each API call; tags, permissions and others are no release. */
const KINDS: readonly (readonly [begins: RegExp, kind: ChangeKind])[] = [
  [/^(?:UpdateFunctionCode|PublishVersion|CreateFunction$)/, 'code'],
  [/Alias$/, 'code'],
  [/^(?:UpdateFunctionConfiguration|PutRuntimeManagementConfig)/, 'configuration'],
  [/Concurrency/, 'limit'],
  [/EventSourceMapping$/, 'eventSource'],
];

/** The known changes, each with its author and call; and calls without another trace, as changes of their own. */
export function withActors(changes: readonly Change[], { trail }: CaseFile): readonly Change[] {
  if (trail?.kind !== 'read') return changes;
  const explained = new Set<TrailEvent>();
  const told = changes.map((change) => {
    const events = trail.events.filter((event) => isOf(event, change));
    for (const event of events) explained.add(event);
    return events.length === 0 ? change : withCalls(change, events);
  });
  return [...told, ...trail.events.filter((event) => !explained.has(event)).map(callChange)];
}

function isOf({ atMs, call }: TrailEvent, change: Change): boolean {
  if (change.isOfAccount === true || Math.abs(atMs - change.atMs) > SAME_MS) return false;
  const kind = kindOf(call);
  return kind === change.kind || (DEPLOYED.has(kind) && DEPLOYED.has(change.kind));
}

const DEPLOYED: ReadonlySet<ChangeKind> = new Set(['code', 'configuration', 'unpublished']);

function withCalls(change: Change, events: readonly TrailEvent[]): Change {
  const actors = fewOf(events.map(({ actor }) => actor ?? 'somebody'));
  const calls = fewOf(events.map(({ call }) => call));
  return {
    ...change,
    says: words`${change.says} by ${strong(actors)}`,
    more: words`${change.more ?? []}${toned('dim', safe` (${calls})`)}`,
    evidence: [...change.evidence, LOOKUP],
  };
}

/** The first, and how many more: session names may be long, and a pipeline has one for each run. */
function fewOf(names: readonly string[]): SafeText {
  const all = [...new Set(names)];
  const more = all.length - MOST_NAMES;
  const named = joinSafe(all.slice(0, MOST_NAMES).map(nameText), safe`, `);
  return more > 0 ? safe`${named} and ${more} more` : named;
}

function nameText(name: string): SafeText {
  return cutEnd(safeText(name), LONGEST_NAME);
}

function callChange({ atMs, call, actor }: TrailEvent): Change {
  const kind = kindOf(call);
  return {
    kind,
    ...(kind === 'code' && { bringsCode: true }),
    atMs,
    call,
    says: words`${strong(nameText(call))} by ${nameText(actor ?? 'somebody whom CloudTrail does not name')}`,
    evidence: [LOOKUP],
  };
}

function kindOf(call: string): ChangeKind {
  return KINDS.find(([begins]) => begins.test(call))?.[1] ?? 'other';
}

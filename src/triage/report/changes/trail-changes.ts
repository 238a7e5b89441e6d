import type { TrailEvent } from '../../../lambda/trail-event.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { strong, toned, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file.ts';
import { api } from '../evidence.ts';
import type { Change, ChangeKind } from './change.ts';

const LOOKUP = api('cloudtrail:LookupEvents');
/** Of one deployment: its calls are seconds apart. */
const SAME_MS = 60_000;

/** What each call changes, by its name; tags, permissions and what else there is are no release. */
const KINDS: readonly (readonly [begins: RegExp, kind: ChangeKind])[] = [
  [/^(?:UpdateFunctionCode|PublishVersion|CreateFunction$)/, 'code'],
  [/Alias$/, 'code'],
  [/^(?:UpdateFunctionConfiguration|PutRuntimeManagementConfig)/, 'configuration'],
  [/Concurrency/, 'limit'],
  [/EventSourceMapping$/, 'eventSource'],
];

/**
 * The changes that are known, each with who made it by which call; and calls of which nothing else tells, as changes of
 * their own.
 */
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
  if (Math.abs(atMs - change.atMs) > SAME_MS) return false;
  const kind = kindOf(call);
  return kind === change.kind || (DEPLOYED.has(kind) && DEPLOYED.has(change.kind));
}

const DEPLOYED: ReadonlySet<ChangeKind> = new Set(['code', 'configuration', 'unpublished']);

function withCalls(change: Change, events: readonly TrailEvent[]): Change {
  const actors = [...new Set(events.map(({ actor }) => safeText(actor ?? 'somebody')))].join(', ');
  const calls = [...new Set(events.map(({ call }) => safeText(call)))].join(', ');
  return {
    ...change,
    says: words`${change.says} by ${strong(safeText(actors))}`,
    more: words`${change.more ?? []}${toned('dim', safeText(` (${calls})`))}`,
    evidence: [...change.evidence, LOOKUP],
  };
}

function callChange({ atMs, call, actor }: TrailEvent): Change {
  return {
    kind: kindOf(call),
    atMs,
    says: words`${strong(safeText(call))} by ${safeText(actor ?? 'somebody whom CloudTrail does not name')}`,
    evidence: [LOOKUP],
  };
}

function kindOf(call: string): ChangeKind {
  return KINDS.find(([begins]) => begins.test(call))?.[1] ?? 'other';
}

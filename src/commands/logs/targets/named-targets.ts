import { functionReference } from '../../../lambda/function/function-reference.ts';
import { regionOfArn } from '../../../lambda/region-of-arn.ts';
import { type Asking, ask, askForAll } from '../../../monitor/calls/asking.ts';
import { READ_LOG_ACTION } from '../../../monitor/log/follow-request.ts';
import { either } from '../../../terminal/spelling/either.ts';
import type { Complaint } from '../../command/complaint.ts';
import { EXIT_STATUS } from '../../command/exit-status.ts';
import { lacksVersion, unknownFunction } from '../../names/unknown-function.ts';
import type { Session } from '../../session/session.ts';
import { isLogGroup } from '../typed/tail-selection.ts';
import { askingIn, elsewhere } from './asking-in.ts';
import { namesItsRegion, type RegionalNames } from './regional-names.ts';
import { type TailTarget, type TargetHints, tailTarget } from './tail-target.ts';

/** What a word means in the Regions of a session. */
export interface NamedTargets {
  readonly targets: readonly TailTarget[];
  /** Why it means nothing elsewhere; without any target, the first is the complaint. */
  readonly lacks: readonly Complaint[];
}

interface Naming {
  readonly session: Session;
  readonly nameIn: RegionalNames;
  readonly signal: AbortSignal;
}

/** A name that is known in several Regions means all of them. */
export async function namedTargets(
  word: string,
  hints: Pick<TargetHints, 'version' | 'known'>,
  naming: Naming,
): Promise<NamedTargets> {
  const { session, nameIn, signal } = naming;
  const { regions } = session;
  if (regions.length < 2 || namesItsRegion(word)) {
    const target = await tailTarget(word, { ...hints, isOfSeveral: false }, session, signal);
    return sorted([target]);
  }
  const answers = await Promise.all(
    regions.map(async (region) => {
      const answer = await tailTarget(nameIn(word, region), { ...hints, isOfSeveral: true }, session, signal);
      return 'complaint' in answer ? lackIn(region, word, answer) : answer;
    }),
  );
  const found = sorted(answers);
  if (isLogGroup(word)) return { ...found, targets: await existing(found.targets, session, signal) };
  return found.targets.length === 0 && found.lacks.every(isAbsence)
    ? { targets: [], lacks: [await unknownAnywhere(word, session, signal)] }
    : found;
}

function sorted(answers: readonly (TailTarget | Complaint)[]): NamedTargets {
  return {
    targets: answers.filter((answer) => 'choice' in answer),
    lacks: answers.filter((answer) => 'complaint' in answer),
  };
}

function isAbsence(lack: Complaint): boolean {
  return lack.status === EXIT_STATUS.notFound && !lacksVersion(lack);
}

function lackIn(region: string, word: string, lack: Complaint): Complaint {
  if (lacksVersion(lack)) return lack;
  const complaint = isAbsence(lack) ? `no function "${word}" in ${region}` : `${region}: ${lack.complaint}`;
  return { ...lack, complaint };
}

/** Similar names of all Regions. */
async function unknownAnywhere(word: string, session: Session, signal: AbortSignal): Promise<Complaint> {
  const { regions, sources } = session;
  const lists = await Promise.all(
    regions.map((region) =>
      askForAll(askingIn(region, session, signal), 'lambda:ListFunctions', (token, abort) =>
        sources.functions.page(token, abort, elsewhere(region, session)),
      ),
    ),
  );
  const names = new Set(lists.flatMap((list) => (list.ok ? list.value.map(({ name }) => name) : [])));
  return unknownFunction(word, functionReference(word)?.name ?? word, [...names], either(regions));
}

/** A group that only some of the Regions have is followed there; one that none has yet is waited for in all. */
async function existing(
  targets: readonly TailTarget[],
  session: Session,
  signal: AbortSignal,
): Promise<readonly TailTarget[]> {
  const areThere = await Promise.all(targets.map((target) => isThere(target, session, signal)));
  return areThere.includes(true) ? targets.filter((_, index) => areThere[index]) : targets;
}

async function isThere({ choice }: TailTarget, session: Session, signal: AbortSignal): Promise<boolean> {
  const { group } = choice;
  const { sources, clock, replay } = session;
  if (replay !== null) return replay.wasLogRead(group);
  const asking: Asking = askingIn(regionOfArn(group) ?? session.region, session, signal);
  const nowMs = clock.now();
  const moment = { startMs: nowMs, endMs: nowMs };
  const answer = await ask(asking, READ_LOG_ACTION, (abort) =>
    sources.logs.page({ group, range: moment, pattern: null, token: null }, abort),
  );
  return answer.ok || answer.error.kind !== 'absent';
}

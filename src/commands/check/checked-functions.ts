import { functionReference } from '../../lambda/function/function-reference.ts';
import { globPattern, isGlob } from '../../lambda/function/name-pattern.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { type Complaint, usageComplaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { isLogGroup } from '../logs/typed/tail-selection.ts';
import { otherRegion } from '../names/other-region.ts';
import { unknownFunction } from '../names/unknown-function.ts';

/** A name or a glob, with a complaint for a word that is neither. */
export interface CheckTarget {
  readonly word: string;
  readonly matches: (functionName: string) => boolean;
}

/** Parses the operands of `lmon check`, before any function is known. */
export function checkTargets(words: readonly string[], region: string): readonly CheckTarget[] | Complaint {
  const targets: CheckTarget[] = [];
  for (const word of words) {
    const target = checkTarget(word, region);
    if ('complaint' in target) return target;
    targets.push(target);
  }
  return targets;
}

function checkTarget(word: string, region: string): CheckTarget | Complaint {
  if (isLogGroup(word)) return usageComplaint(`check judges functions, and "${word}" is a log group`);
  if (isGlob(word)) return { word, matches: globPattern(word).matches };
  const reference = functionReference(word);
  if (reference === null)
    return { complaint: `"${word}" is the name of no function`, status: EXIT_STATUS.notFound };
  const { name, qualifier } = reference;
  // The whole function's metrics would be taken for the version's.
  if (qualifier !== null) return usageComplaint(`check judges ${name} as a whole, not its "${qualifier}"`);
  return otherRegion(reference, region) ?? { word, matches: (each) => each === name };
}

/** The chosen functions in the order of the fleet; all of them without a target. */
export function checkedFunctions(
  targets: readonly CheckTarget[],
  functions: readonly FunctionStatus[],
  region: string,
): readonly FunctionStatus[] | Complaint {
  const idle = targets.find(({ matches }) => !functions.some(({ name }) => matches(name)));
  if (idle !== undefined) {
    const names = functions.map(({ name }) => name);
    return isGlob(idle.word)
      ? { complaint: `no function matches "${idle.word}" in ${region}`, status: EXIT_STATUS.notFound }
      : unknownFunction(idle.word, functionReference(idle.word)?.name ?? idle.word, names, region);
  }
  return functions.filter(({ name }) => isChosen(targets, name));
}

/** Without a target, everything is chosen. */
export function isChosen(targets: readonly CheckTarget[], functionName: string): boolean {
  return targets.length === 0 || targets.some(({ matches }) => matches(functionName));
}

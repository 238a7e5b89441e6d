import type { FailureGroup } from '../../../logs/failures/failure-group.ts';
import { rawText } from '../../../terminal/text.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { shareOfFailures } from '../case-file/failure-share.ts';
import { LOG_SIGNATURES, type LogSignature } from './log-signatures.ts';

/** Null for text that names none of these causes. */
export function signatureOf({
  kind,
  says,
  root,
  isOfStart,
}: Pick<FailureGroup, 'kind' | 'says' | 'root' | 'isOfStart'>): LogSignature | null {
  if (kind !== 'ended' && kind !== 'logged') return null;
  const named = (text: string) => LOG_SIGNATURES.find(({ pattern }) => pattern.test(text)) ?? null;
  // The wrapping error shows where it occurred; the inner one shows what it is.
  const found = (root === undefined ? null : named(root)) ?? named(says);
  // In a process that exits during init, the exit is a consequence, not the cause.
  const isStart = isOfStart === true && (found === null || found.name === 'processExit');
  return isStart ? (LOG_SIGNATURES.find(({ name }) => name === 'initFailure') ?? found) : found;
}

/** The share of failures that name a cause. */
export function namedShare(file: CaseFile): number {
  return shareOfFailures(file, (group) => signatureOf(group) !== null)?.share ?? 0;
}

export function signatureOfWording(wording: readonly string[]): LogSignature | null {
  return signatureOf({ kind: 'logged', says: rawText(wording.join(' ')) });
}

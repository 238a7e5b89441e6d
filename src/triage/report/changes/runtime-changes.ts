import type { FirstStart } from '../../../logs/queries/environment-starts.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Change } from './change.ts';
import { startEvidence } from './start-evidence.ts';

/**
 * A new build of the runtime under the same version. Only AWS does that to a published version; `$LATEST` also gets one
 * with an update of the function, and a start that names no version may belong to any.
 */
export function runtimeChanges(file: CaseFile): readonly Change[] {
  const firsts = file.reading?.starts?.firsts ?? [];
  return firsts.flatMap((start, place) => {
    const before = firsts.slice(0, place).findLast((each) => each.version === start.version);
    if (before === undefined || !isOtherBuild(before, start)) return [];
    return [
      {
        kind: 'runtime',
        bringsCode: true,
        atMs: start.atMs,
        says: words`environments start with another build of the runtime, ${strong(safeText(start.runtime))}`,
        more: words`: until then ${safeText(before.runtime)}; ${isPublished(start) ? words`AWS changed it, no deployment did` : words`AWS changed it, or an update of the function did`}`,
        evidence: startEvidence(file),
      },
    ];
  });
}

function isOtherBuild(before: FirstStart, start: FirstStart): boolean {
  return before.runtimeArn !== start.runtimeArn || before.runtime !== start.runtime;
}

function isPublished({ version }: FirstStart): boolean {
  return version !== null && /^\d+$/.test(version);
}

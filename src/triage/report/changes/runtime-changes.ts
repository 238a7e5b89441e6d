import type { FirstStart } from '../../../logs/environment-starts.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file.ts';
import type { Change } from './change.ts';
import { startEvidence } from './start-evidence.ts';

/** Another build of the runtime under the same version: nobody deployed it. */
export function runtimeChanges(file: CaseFile): readonly Change[] {
  const firsts = file.reading?.starts?.firsts ?? [];
  return firsts.flatMap((start, place) => {
    const before = firsts.slice(0, place).findLast((each) => each.version === start.version);
    if (before === undefined || !isOtherBuild(before, start)) return [];
    return [
      {
        kind: 'runtime',
        atMs: start.atMs,
        says: words`environments start with another build of the runtime, ${strong(safeText(start.runtime))}`,
        more: words`: until then ${safeText(before.runtime)}; AWS changed it, no deployment did`,
        evidence: startEvidence(file),
      },
    ];
  });
}

function isOtherBuild(before: FirstStart, start: FirstStart): boolean {
  return before.runtimeArn !== start.runtimeArn || before.runtime !== start.runtime;
}

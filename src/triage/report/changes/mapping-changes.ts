import { sourceName } from '../../../lambda/delivery/event-source.ts';
import { safeText } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { api } from '../claims/evidence.ts';
import type { Change } from './change.ts';

/** Mappings that call it, by their last change. */
export function mappingChanges({ eventSources }: CaseFile): readonly Change[] {
  if (!eventSources.known) return [];
  return eventSources.value.flatMap(({ name, kind, state, modifiedMs }) =>
    modifiedMs === null
      ? []
      : [
          {
            kind: 'eventSource',
            atMs: modifiedMs,
            says: words`its mapping on ${safeText(kind)} ${strong(safeText(sourceName(name)))} was changed, or changed its state: it is ${safeText(state)} now`,
            evidence: [api('lambda:ListEventSourceMappings')],
          },
        ],
  );
}

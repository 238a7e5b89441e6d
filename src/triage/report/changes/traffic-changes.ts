import { countText } from '../../../terminal/quantity.ts';
import { safe } from '../../../terminal/safe-text.ts';
import { strong, words } from '../../../terminal/words.ts';
import { isFedByStreams } from '../call-ways.ts';
import type { CaseFile } from '../case-file.ts';
import { metric } from '../evidence.ts';
import type { Onsets } from '../onsets.ts';
import type { Change } from './change.ts';

export function trafficChanges(file: CaseFile, { attempts }: Onsets): readonly Change[] {
  if (attempts === null || isFedByStreams(file)) return [];
  const { sinceMs, before, now } = attempts;
  return [
    {
      kind: 'traffic',
      atMs: sinceMs,
      says: words`attempts ${strong(safe`${countText(before)} to ${countText(now)}`)} a minute`,
      evidence: [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')],
    },
  ];
}

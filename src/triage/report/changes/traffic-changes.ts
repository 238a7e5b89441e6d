import { trafficWords } from '../../sentence/traffic-words.ts';
import { isFedByStreams } from '../call-ways.ts';
import type { CaseFile } from '../case-file.ts';
import { metric } from '../evidence.ts';
import type { Onsets } from '../onsets.ts';
import type { Change } from './change.ts';

export function trafficChanges(file: CaseFile, { attempts }: Onsets): readonly Change[] {
  if (attempts === null || isFedByStreams(file)) return [];
  return [
    {
      kind: 'traffic',
      atMs: attempts.sinceMs,
      says: trafficWords(attempts),
      evidence: [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')],
    },
  ];
}

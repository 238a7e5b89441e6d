import { trafficWords } from '../../sentence/traffic-words.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import type { Onsets } from '../case-file/onsets.ts';
import { tenseOfReport } from '../case-file/tense.ts';
import { metric } from '../claims/evidence.ts';
import { isFedByStreams } from '../impact/call-ways.ts';
import type { Change } from './change.ts';

export function trafficChanges(file: CaseFile, { attempts }: Onsets): readonly Change[] {
  if (attempts === null || isFedByStreams(file)) return [];
  return [
    {
      kind: 'traffic',
      atMs: attempts.sinceMs,
      says: trafficWords(attempts, tenseOfReport(file)),
      evidence: [metric(file, 'Invocations', 'Sum'), metric(file, 'Throttles', 'Sum')],
    },
  ];
}

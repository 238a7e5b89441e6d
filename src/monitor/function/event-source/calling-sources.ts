import type { CallingSource } from '../../../triage/report/case-file/case-file.ts';
import type { EventSourceStatus } from './event-sources.ts';

/** What calls a function, in the form that triage needs. */
export function callingSources(sources: readonly EventSourceStatus[]): readonly CallingSource[] {
  return sources.map(({ mapping, stream }) => ({
    kind: mapping.source,
    name: mapping.sourceArn,
    state: mapping.state,
    modifiedMs: mapping.modifiedMs ?? null,
    maximumConcurrency: mapping.maximumConcurrency,
    provisionedPollers: mapping.provisionedPollers ?? null,
    retentionMs: stream?.known ? stream.value.retentionMs : null,
    failurePolicy: mapping.failurePolicy,
  }));
}

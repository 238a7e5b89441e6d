import { sourceName } from '../../../lambda/delivery/event-source.ts';
import type { EpochMs } from '../../../lambda/time.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { EventSourceStatus } from './event-sources.ts';

/**
 * The sources of a function that nobody reads, because each of their mappings is switched off; none while one is on.
 *
 * @param atMs a mapping that was changed later may have been on at that time
 */
export function switchedOffSources(sources: readonly EventSourceStatus[], atMs: EpochMs): readonly RawText[] {
  const isOff = ({ mapping: { state, modifiedMs } }: EventSourceStatus) =>
    (state === 'Disabled' || state === 'Disabling') && (modifiedMs ?? atMs) <= atMs;
  return sources.every(isOff) ? sources.map(({ mapping }) => rawText(sourceName(mapping.sourceArn))) : [];
}

import type { Line } from '../../terminal/line.ts';
import { groupedText, utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { words } from '../../terminal/words.ts';
import type { CaseFile } from './case-file.ts';
import { logLossOf } from './log-loss.ts';
import type { Suspect } from './suspect.ts';
import { blockedShardOf } from './suspects/waiting-work.ts';

/** What the report can't say, so that it does not sound surer than it is. Never empty. */
export function notKnownOf(file: CaseFile, suspects: readonly Suspect[]): readonly Line[] {
  const { log, aliases, eventSources, denied } = file;
  const lines: Line[] = [];
  if (log === null) lines.push(words`what its log says: it could not be read`);
  else if (!log.hasLines)
    lines.push(
      words`what its log says: it holds no line from ${utcMinute(log.fromMs)} to ${utcMinute(log.toMs)}`,
    );
  else if (!log.isComplete)
    lines.push(
      words`how often it fails by its log: of ${utcMinute(log.fromMs)} to ${utcMinute(log.toMs)} not all failures were read`,
    );
  else
    lines.push(
      words`which failures its log held before ${utcMinute(log.fromMs)}: only the newest minutes are counted`,
    );
  if (!aliases.known)
    lines.push(
      words`aliases and how their versions fare: ${aliases.because === 'denied' ? safe`denied` : safe`not read`}`,
    );
  if (!eventSources.known) lines.push(words`who calls it by an event source mapping`);
  if (suspects.some(({ name }) => name === 'slowDependency'))
    lines.push(words`how that dependency is itself: lmon sees only the calls to it`);
  if (suspects.length > 0 && file.trail === null)
    lines.push(words`who changed what: CloudTrail is asked with --cloudtrail alone`);
  if (suspects[0]?.name === 'blockedShard' && blockedShardOf(file) === null)
    lines.push(words`which shard stands still: IteratorAge is one for all shards, and its log names none`);
  if (suspects.some(({ name }) => name === 'retryStorm'))
    lines.push(words`whether the same request comes again: ids of callers are not compared`);
  const loss = logLossOf(file);
  if (loss !== null)
    lines.push(
      words`all that its log would say: of ${groupedText(loss.calls)} calls it tells ${groupedText(loss.told)} whole, so lines were dropped or sampled, and what is drawn from them is partial`,
    );
  for (const action of denied) lines.push(words`${safeText(action)}: denied`);
  return lines.length === 0 ? [words`what its callers see`] : lines;
}

import type { Line } from '../../terminal/line.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { words } from '../../terminal/words.ts';
import type { CaseFile } from './case-file.ts';
import type { Suspect } from './suspect.ts';

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
      words`failures in its log before ${utcMinute(log.fromMs)}, and all of its busiest: counts are floors`,
    );
  else lines.push(words`failures in its log before ${utcMinute(log.fromMs)}: only the last minutes are read`);
  if (!aliases.known)
    lines.push(
      words`aliases and how their versions fare: ${aliases.because === 'denied' ? safe`denied` : safe`not read`}`,
    );
  if (!eventSources.known) lines.push(words`who calls it by an event source mapping`);
  if (suspects.some(({ name }) => name === 'slowDependency'))
    lines.push(words`the health of what it waits for: lmon sees only this side`);
  if (suspects.length > 0) {
    lines.push(
      words`whether callers try again (a retry storm), or it calls itself (a loop): no metric that lmon asks for tells`,
    );
    lines.push(words`Lambda's reasons for a network or key that fails before the code runs`);
    if (file.trail === null) lines.push(words`who changed what: CloudTrail is asked with --cloudtrail alone`);
  }
  for (const action of denied) lines.push(words`${safeText(action)}: denied`);
  return lines.length === 0 ? [words`what its callers see`] : lines;
}

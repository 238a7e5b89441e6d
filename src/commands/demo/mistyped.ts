import type { EpochMs } from '../../lambda/time.ts';
import type { CommandLine } from '../../settings/command-line.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Environment } from '../../terminal/environment.ts';
import { checkQuestion } from '../check/check-question.ts';
import { type Complaint, usageComplaint } from '../command/complaint.ts';
import { tailSelection } from '../logs/typed/tail-selection.ts';
import { typedTail } from '../logs/typed/typed-tail.ts';
import { requestedMetricWindow, requestedWindow, unreadableTime } from '../session/requested-window.ts';

/**
 * What a command would reject in its own line, independent of account and time: for callers that would start or ask
 * something first. Null for nothing; names, which only an account can check, are not checked.
 */
export async function mistyped(line: CommandLine, env: Environment): Promise<Complaint | null> {
  const settings = await lineSettings(line, env);
  if ('complaint' in settings) return settings;
  if (line.command === 'tail') {
    const selection = await tailSelection(line);
    if ('complaint' in selection) return selection;
    const typed = await typedTail(settings);
    if ('complaint' in typed) return typed;
  }
  const question = line.command === 'check' ? checkQuestion(line.flags) : null;
  if (question !== null && 'complaint' in question) return question;
  return unreadableTime(settings);
}

/** What it would reject at `nowMs` (account time) only: an end in the future. */
export async function untimely(
  line: CommandLine,
  env: Environment,
  nowMs: EpochMs,
): Promise<Complaint | null> {
  const settings = await lineSettings(line, env);
  if ('complaint' in settings) return settings;
  const asking = { settings, clock: { now: () => nowMs } };
  const window = line.command === 'tail' ? requestedWindow(asking) : requestedMetricWindow(asking);
  return 'complaint' in window ? window : null;
}

async function lineSettings(line: CommandLine, env: Environment): Promise<Settings | Complaint> {
  const settings = await readSettings(line, env, false);
  return 'complaint' in settings ? usageComplaint(settings.complaint) : settings;
}

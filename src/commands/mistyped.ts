import type { EpochMs } from '../lambda/time.ts';
import type { CommandLine } from '../settings/command-line.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment } from '../terminal/environment.ts';
import { checkQuestion } from './check-question.ts';
import type { Complaint } from './command/complaint.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { tailSelection } from './logs/tail-selection.ts';
import { typedTail } from './logs/typed-tail.ts';
import { askedMetricWindow } from './session/asked-window.ts';

/**
 * What a command would refuse of its own line, whatever account it looks at: for those who would start something first.
 * Null where it would refuse nothing; what only an account can tell, such as a name, is not looked at.
 */
export async function mistyped(
  line: CommandLine,
  env: Environment,
  nowMs: EpochMs,
): Promise<Complaint | null> {
  const settings = await readSettings(line, env, false);
  if ('complaint' in settings) return { complaint: settings.complaint, status: EXIT_STATUS.usage };
  const asking = { settings, clock: { now: () => nowMs } };
  if (line.command === 'tail') {
    const selection = await tailSelection(line);
    return 'complaint' in selection ? selection : typedTail(asking);
  }
  const question = line.command === 'check' ? checkQuestion(line.flags) : null;
  if (question !== null && 'complaint' in question) return question;
  const window = askedMetricWindow(asking);
  return 'complaint' in window ? window : null;
}

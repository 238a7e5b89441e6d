import type { EpochMs } from '../lambda/time.ts';
import type { CommandLine } from '../settings/command-line.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment } from '../terminal/environment.ts';
import { checkQuestion } from './check-question.ts';
import type { Complaint } from './command/complaint.ts';
import { EXIT_STATUS } from './command/exit-status.ts';
import { tailSelection } from './logs/tail-selection.ts';
import { wantedLines } from './logs/wanted-lines.ts';
import { wantedRequest } from './logs/wanted-request.ts';
import { askedMetricWindow, askedWindow } from './session/asked-window.ts';

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
  const clock = { now: () => nowMs };
  const answers =
    line.command === 'tail'
      ? [
          await tailSelection(line),
          askedWindow({ settings, clock }),
          await wantedLines(settings.lines),
          wantedRequest(settings),
        ]
      : [line.command === 'check' ? checkQuestion(line.flags) : null, askedMetricWindow({ settings, clock })];
  return answers.find(isComplaint) ?? null;
}

function isComplaint(answer: object | string | null): answer is Complaint {
  return typeof answer === 'object' && answer !== null && 'complaint' in answer;
}

import type { Clock } from '../../monitor/clock.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Complaint } from '../command/complaint.ts';
import { askedWindow } from '../session/asked-window.ts';
import { wantedLines } from './wanted-lines.ts';
import { wantedRequest } from './wanted-request.ts';

/** What a tail would refuse of its flags, whatever account it looks at; null where that is nothing. */
export async function typedTail(asking: {
  readonly settings: Settings;
  readonly clock: Pick<Clock, 'now'>;
}): Promise<Complaint | null> {
  const { settings } = asking;
  const answers = [askedWindow(asking), await wantedLines(settings.lines), wantedRequest(settings)];
  return answers.find(isComplaint) ?? null;
}

function isComplaint(answer: object | string | null): answer is Complaint {
  return typeof answer === 'object' && answer !== null && 'complaint' in answer;
}

import { type AccountReport, triageAllMarkdown, triageAllText } from '../../print/triage/triage-all.ts';
import { triageJson } from '../../print/triage/triage-json.ts';
import { triageMarkdown } from '../../print/triage/triage-markdown.ts';
import { triageText } from '../../print/triage/triage-text.ts';
import type { Output } from '../../settings/settings.ts';
import type { AwsAccess } from '../../terminal/aws-command.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import { awsAccess, awsAccessOfOthers } from '../session/aws-access.ts';
import type { Session } from '../session/session.ts';
import { outputWidth } from '../streams/standard-streams.ts';

/** What commands in a report begin with: text is read on this machine; other formats are read elsewhere. */
export function accessIn(session: Session): AwsAccess {
  const { output } = session.settings;
  return output === 'md' || output === 'json' ? awsAccessOfOthers(session) : awsAccess(session);
}

export function reportLines(report: TriageReport, output: Output | null): readonly string[] {
  switch (output) {
    case 'json':
      return [triageJson(report)];
    case 'md':
      return triageMarkdown(report);
    case 'text':
    case 'raw':
    case null:
      return triageText(report, outputWidth());
  }
}

export function linesOfAll(account: AccountReport, output: Output | null): readonly string[] {
  if (output === 'json') return account.reports.map(triageJson);
  return output === 'md' ? triageAllMarkdown(account) : triageAllText(account, outputWidth());
}

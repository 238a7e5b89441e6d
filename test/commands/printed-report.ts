import { runLmon } from './lmon-in-process.ts';
import { linesOf } from './lmon-process.ts';

interface Claim {
  readonly says: string;
  readonly evidence: readonly { readonly source: string }[];
}

/** A report of `lmon triage --output json`, reduced to what tests check. */
export interface Report {
  readonly qualifier: string | null;
  readonly verdict: { readonly severity: string; readonly says: string; readonly confidence: number | null };
  readonly impact: readonly Claim[];
  readonly timeline: readonly (Claim & { readonly time: string })[];
  readonly changes: readonly (Claim & {
    readonly time: string;
    readonly kind: string;
    readonly leadSeconds: number | null;
  })[];
  readonly patterns: readonly (Claim & {
    readonly pattern: string;
    readonly isNew: boolean;
    readonly ofFailed: number | null;
    readonly ofOthers: number | null;
    readonly firstSeen: string | null;
  })[];
  readonly affected: readonly (Claim & { readonly of: string; readonly field: string | null })[];
  readonly suspects: readonly {
    readonly cause: string;
    readonly for: readonly Claim[];
    readonly against: readonly Claim[];
  }[];
  readonly furtherBack: readonly Claim[];
  readonly commands: readonly string[];
  readonly clear: readonly Claim[];
  readonly notKnown: readonly Claim[];
}

/** @param args the arguments of `lmon triage` */
export async function printedReport(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Report> {
  const { stdout } = await runLmon(['triage', ...args, '--output', 'json'], { env });
  return reportIn(stdout);
}

export function reportIn(stdout: string): Report {
  return JSON.parse(linesOf(stdout)[0] ?? '{}') as Report;
}

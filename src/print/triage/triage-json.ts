import type { Line } from '../../terminal/line.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { isoTime } from '../../terminal/quantity.ts';
import { wholeOf } from '../../triage/report/changes/change.ts';
import { confidenceWord } from '../../triage/report/claims/basis.ts';
import type { Claim, Evidence } from '../../triage/report/claims/claim.ts';
import { explainedBy } from '../../triage/report/claims/suspect.ts';
import type { TriageReport } from '../../triage/report/triage-report.ts';
import { jsonLine } from '../json-line.ts';
import { changeRecord } from './change-entry.ts';
import { noteLine } from './note-line.ts';
import { affectedRecord, patternRecord } from './pattern-entry.ts';

/** A report as one JSON line: its sections, each statement with its evidence. */
export function triageJson(report: TriageReport): string {
  const { verdict } = report;
  return jsonLine({
    v: 1,
    function: report.functionName,
    qualifier: report.qualifier,
    from: isoTime(report.fromMs),
    to: isoTime(report.toMs),
    built: isoTime(report.builtMs),
    verdict: {
      severity: verdict.severity,
      says: lineText(verdict.says),
      likely: verdict.likely === null ? null : lineText(verdict.likely),
      confidence: rounded(verdict.confidence),
      confidenceWord:
        verdict.confidence === null || verdict.basis === null
          ? null
          : confidenceWord(verdict.confidence, verdict.basis),
      basis: verdict.basis,
      evidence: report.sources.map(evidenceRecord),
    },
    harm: report.harm,
    impact: report.impact.map(claimRecord),
    timeline: report.timeline.map((claim) => ({
      time: isoTime(claim.atMs),
      timestamp: claim.atMs,
      kind: claim.kind,
      ...claimRecord(claim),
    })),
    changes: report.changes.map((change) => ({
      ...changeRecord(change),
      ...claimRecord({ ...change, says: wholeOf(change) }),
    })),
    affected: report.affected.map((claim) => ({ ...affectedRecord(claim), ...claimRecord(claim) })),
    patterns: report.patterns.map((claim) => ({ ...patternRecord(claim), ...claimRecord(claim) })),
    furtherBack: report.further.map(claimRecord),
    suspects: report.suspects.map((suspect) => ({
      cause: suspect.name,
      says: lineText(suspect.title),
      confidence: rounded(suspect.confidence),
      explains: explainedBy(suspect, report.suspects),
      for: suspect.pro.map(claimRecord),
      against: suspect.contra.map(claimRecord),
    })),
    next: report.advice.map(({ title, now, next, later, harms }) => ({
      cause: lineText(title),
      now: lineText(now),
      next: lineText(next),
      later: lineText(later),
      harms: harms === null ? null : lineText(harms),
    })),
    commands: report.commands,
    clear: report.clear.map(claimRecord),
    notKnown: report.notKnown.map((says: Line) => ({ says: lineText(says), evidence: [] })),
    notes: report.notes.map((note) => lineText(noteLine(note))),
    sources: report.sources.map(evidenceRecord),
  });
}

function claimRecord({ says, evidence }: Claim): object {
  return { says: lineText(says), evidence: evidence.map(evidenceRecord) };
}

function evidenceRecord(evidence: Evidence): object {
  if (evidence.source === 'api') return evidence;
  const { fromMs, toMs, ...more } = evidence;
  return { ...more, from: isoTime(fromMs), to: isoTime(toMs) };
}

function rounded(share: number | null): number | null {
  return share === null ? null : Math.round(share * 100) / 100;
}

import { addedUp, flagScore } from './flag-score.ts';
import { LMON, LMON_SAMPLED, type LoadResult } from './load-run.ts';
import { BAND_COLUMNS, MEAN_COLUMNS, noBands, noErrors } from './minute-score.ts';
import { NAIVE_RULES } from './naive-rules.ts';
import { EtaScore, RiskScore } from './risk-score.ts';

type NamedRuns = { readonly name: string; readonly runs: readonly LoadResult[] };

/** The scores of all loads together, and of each. */
export function summaryOf(results: readonly NamedRuns[]) {
  const all = results.flatMap(({ runs }) => runs);
  const ofRule = (rule: string, runs: readonly LoadResult[]) =>
    flagScore(addedUp(runs.flatMap(({ flags }) => flags.get(rule) ?? [])));
  const rules = [...NAIVE_RULES.keys(), LMON, LMON_SAMPLED];
  const risk = joinedRisk(all);
  return {
    flags: Object.fromEntries(rules.map((rule) => [rule, ofRule(rule, all)])),
    flagByLoad: Object.fromEntries(results.map(({ name, runs }) => [name, ofRule(LMON, runs)])),
    brierSkill: risk.all.skill,
    brierSkillBeforeThrottle: risk.before.skill,
    etaByLoad: Object.fromEntries(
      results.map(({ name, runs }) => {
        const { eta } = joinedRisk(runs);
        return [
          name,
          { shown: eta.shown, medianErrorS: eta.medianErrorS, holds: eta.holds, falseShare: eta.falseShare },
        ];
      }),
    ),
    meanErrors: Object.fromEntries(results.map(({ name, runs }) => [name, meanErrors(runs)])),
    peakBands: Object.fromEntries(results.map(({ name, runs }) => [name, peakBands(runs)])),
  };
}

function joinedRisk(runs: readonly LoadResult[]) {
  const joined = { all: new RiskScore(), before: new RiskScore(), eta: new EtaScore() };
  for (const { risk } of runs) {
    joined.all.join(risk.all);
    joined.before.join(risk.before);
    joined.eta.join(risk.eta);
  }
  return joined;
}

function meanErrors(runs: readonly LoadResult[]): Readonly<Record<string, number>> {
  const joined = noErrors();
  for (const { errors } of runs) for (const column of MEAN_COLUMNS) joined[column].join(errors[column]);
  return Object.fromEntries(MEAN_COLUMNS.map((column) => [column, joined[column].mean]));
}

function peakBands(runs: readonly LoadResult[]): Readonly<Record<string, { share: number; width: number }>> {
  const joined = noBands();
  for (const { bands } of runs) for (const column of BAND_COLUMNS) joined[column].join(bands[column]);
  return Object.fromEntries(
    BAND_COLUMNS.map((column) => [column, { share: joined[column].share, width: joined[column].width }]),
  );
}

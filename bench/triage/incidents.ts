import { mixed } from '../../src/local/world/chance/hash.ts';
import { RandomStream } from '../../src/local/world/chance/random-stream.ts';
import { accountOf, type Draft, healthyDraft } from './draft.ts';
import type { Incident } from './incident.ts';
import type { Scenario, Staged } from './scenario.ts';
import { endings } from './scenarios/endings.ts';
import { limits } from './scenarios/limits.ts';
import { NOTHING } from './scenarios/nothing.ts';
import { releases } from './scenarios/releases.ts';
import { silence } from './scenarios/silence.ts';
import { thrownErrors } from './scenarios/thrown-errors.ts';
import { waitingWork } from './scenarios/waiting-work.ts';
import { ago, CALLS_PER_MINUTE, pick, type Setting } from './setting.ts';
import { WHOLE } from './sight.ts';
import { momentOf, surrounded } from './surroundings.ts';

const SINGLE: readonly Scenario[] = [
  ...thrownErrors,
  ...endings,
  ...releases,
  ...limits,
  ...waitingWork,
  ...silence,
];
const MIXING = SINGLE.filter(({ mixes }) => mixes);

export const SCENARIO_NAMES = [...SINGLE, ...NOTHING].map(({ name }) => name);

/** One in ten has two causes, one in ten none; the others cycle through all scenarios. */
export function incidentOf(number: number, firstSeed: number): Incident {
  const seed = mixed(firstSeed, number);
  const dice = new RandomStream(seed);
  const turn = Math.floor(number / 10);
  switch (number % 10) {
    case 4:
      return twofold(number, seed, dice);
    case 9:
      return single(number, seed, dice, NOTHING[turn % NOTHING.length] as Scenario);
    default: {
      const place = turn * 8 + (number % 10) - (number % 10 > 4 ? 1 : 0);
      return single(number, seed, dice, SINGLE[place % SINGLE.length] as Scenario);
    }
  }
}

/** One incident of a given scenario, for a closer look. */
export function incidentNamed(name: string, number: number, firstSeed: number): Incident {
  const scenario = [...SINGLE, ...NOTHING].find((each) => each.name === name);
  if (scenario === undefined) throw new RangeError(`no scenario is called ${name}`);
  const seed = mixed(firstSeed, number);
  return single(number, seed, new RandomStream(seed), scenario);
}

function single(number: number, seed: number, dice: RandomStream, scenario: Scenario): Incident {
  // Each scenario meets each of its rates, whatever the dice say.
  const place = Math.floor(number / SINGLE.length) + number;
  const setting = settingOf(dice, scenario.rates, place);
  const staged = scenario.stage(surrounded(healthyDraft(setting), dice), setting);
  const causes = scenario.answers.length === 0 ? [] : [scenario.answers];
  return incident({ number, seed, name: scenario.name, setting, causes }, [staged]);
}

function twofold(number: number, seed: number, dice: RandomStream): Incident {
  const first = pick(dice, MIXING);
  const second = pick(
    dice,
    MIXING.filter(({ name }) => name !== first.name),
  );
  const setting = settingOf(dice, CALLS_PER_MINUTE, number);
  const isAtOnce = dice.share() < 0.5;
  const later = isAtOnce
    ? setting
    : { ...setting, onsetMs: ago(dice, setting.nowMs, 6, (setting.nowMs - setting.onsetMs) / 60_000) };
  const one = first.stage(surrounded(healthyDraft(setting), dice), setting);
  const staged = second.stage(one.draft, later);
  // Each fails half as many calls as it would alone: together they must not exceed all calls.
  const both = { ...staged, draft: failingHalf(staged.draft) };
  const name = `${first.name} + ${second.name}`;
  return incident({ number, seed, name, setting, causes: [first.answers, second.answers] }, [one, both]);
}

function failingHalf(draft: Draft): Draft {
  const failures = draft.work.failures.map((failure) => ({
    ...failure,
    share: (timeMs: number) => failure.share(timeMs) / 2,
  }));
  return { ...draft, work: { ...draft.work, failures } };
}

function incident(
  told: Pick<Incident, 'number' | 'seed' | 'name' | 'setting' | 'causes'>,
  staged: readonly Staged[],
): Incident {
  const last = staged.at(-1);
  if (last === undefined) throw new RangeError('an incident is staged at least once');
  const begun = staged.map(({ sinceMs }) => sinceMs);
  return {
    ...told,
    account: { ...accountOf(last.draft), hasPast: last.hasPast === true },
    sinceMs: begun.includes(null) ? null : Math.min(...begun.flatMap((timeMs) => timeMs ?? [])),
    // With two causes, it is undecided whose words should come first.
    pattern: staged.length > 1 ? null : last.pattern,
    dimension: staged.length > 1 ? null : last.dimension,
    failsAsEver: last.failsAsEver === true,
    harms: staged.flatMap(({ harms }) => harms),
    sight: WHOLE,
    traits: [],
  };
}

const RUNTIMES = ['nodejs22.x', 'python3.13', 'java21'] as const;
function settingOf(dice: RandomStream, rates: Scenario['rates'], place: number): Setting {
  const nowMs = momentOf(dice);
  const callsPerMinute = rates[place % rates.length];
  if (callsPerMinute === undefined) throw new RangeError('a scenario has a rate');
  return {
    nowMs,
    onsetMs: ago(dice, nowMs, 7, 40),
    callsPerMinute,
    runtime: pick(dice, RUNTIMES),
    logFormat: dice.share() < 0.5 ? 'JSON' : 'Text',
    isSampled: dice.share() < 0.25,
    dice,
  };
}

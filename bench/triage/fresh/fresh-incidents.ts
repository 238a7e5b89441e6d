import { mixed } from '../../../src/local/world/chance/hash.ts';
import { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { accountOf, healthyDraft } from '../draft.ts';
import type { Incident } from '../incident.ts';
import { pick } from '../setting.ts';
import { momentOf, surrounded } from '../surroundings.ts';
import { courseOf } from './course.ts';
import type { FreshScenario } from './fresh-scenario.ts';
import { type Family, type FreshSetting, RUNTIMES } from './fresh-setting.ts';
import { sightOf } from './fresh-sight.ts';
import { freshStory } from './fresh-story.ts';
import { loggerOf } from './loggers.ts';
import { type NoiseName, noisy } from './noise.ts';
import { changed } from './scenarios/changed.ts';
import { ends } from './scenarios/ends.ts';
import { full } from './scenarios/full.ts';
import { lost } from './scenarios/lost.ts';
import { quiet } from './scenarios/quiet.ts';
import { thrown } from './scenarios/thrown.ts';
import { unready } from './scenarios/unready.ts';
import { waiting } from './scenarios/waiting.ts';
import type { Scene } from './scene.ts';

const WRONG: readonly FreshScenario[] = [
  ...thrown,
  ...ends,
  ...changed,
  ...full,
  ...waiting,
  ...lost,
  ...unready,
];
const ALL = [...WRONG, ...quiet];

export const FRESH_NAMES = ALL.map(({ name }) => name);

/** One in seven has no cause; the others cycle through all scenarios. */
export function freshIncidentOf(number: number, firstSeed: number): Incident {
  const turn = Math.floor(number / 7);
  const isQuiet = number % 7 === 6;
  const place = isQuiet ? turn : number - turn;
  const scenarios = isQuiet ? quiet : WRONG;
  const scenario = scenarios[place % scenarios.length] as FreshScenario;
  return incidentIn(scenario, number, Math.floor(place / scenarios.length) + place, firstSeed);
}

/** One incident of a given scenario, for a closer look. */
export function freshIncidentNamed(name: string, number: number, firstSeed: number): Incident {
  const scenario = ALL.find((each) => each.name === name);
  if (scenario === undefined) throw new RangeError(`no scenario is called ${name}`);
  return incidentIn(scenario, number, number, firstSeed);
}

/** @param place cycles through rates and courses, independently of the dice. */
function incidentIn(scenario: FreshScenario, number: number, place: number, firstSeed: number): Incident {
  const seed = mixed(firstSeed, number);
  const dice = new RandomStream(seed);
  const setting = settingOf(scenario, place, dice);
  const { sight, isSampled } = sightOf(scenario, dice);
  const noise = pick<NoiseName>(dice, scenario.noises);
  const { scene, ...truth } = scenario.stage(noisy(healthyScene(setting), noise, setting), setting);
  const { family, course, logFormat } = setting;
  return {
    number,
    seed,
    name: scenario.name,
    setting: { ...setting, isSampled },
    account: accountOf(scene.draft, freshStory(scene.plan)),
    causes: scenario.causes,
    ...truth,
    sight,
    failsAsEver: truth.failsAsEver === true,
    traits: [
      `course: ${course.name}`,
      `noise: ${noise}`,
      `sight: ${sight.name}`,
      `language: ${family}`,
      `format: ${scene.plan.logger === null ? logFormat : `${logFormat}, own logger`}`,
    ],
  };
}

function settingOf(
  { rates, courses, families }: FreshScenario,
  place: number,
  dice: RandomStream,
): FreshSetting {
  const nowMs = momentOf(dice);
  const family = pick(dice, families ?? (Object.keys(RUNTIMES) as Family[]));
  const callsPerMinute = rates[place % rates.length] ?? 100;
  // In the long run, each rate meets each course.
  const name = courses[Math.floor(place / rates.length + place) % courses.length] ?? 'step';
  const course = courseOf(name, nowMs, dice);
  return {
    nowMs,
    onsetMs: course.fullMs,
    callsPerMinute,
    runtime: RUNTIMES[family],
    // Lambda has no logger for Go, so its log format changes only the platform's lines.
    logFormat: dice.share() < 0.5 ? 'JSON' : 'Text',
    isSampled: false,
    dice,
    family,
    course,
  };
}

function healthyScene(setting: FreshSetting): Scene {
  const { family, dice } = setting;
  const draft = surrounded(healthyDraft(setting), dice);
  return {
    draft,
    plan: {
      family,
      logger: loggerOf(family, dice),
      failures: new Map([
        ['stale-cart', { said: [{ type: 'StaleCartError', message: 'the cart is older than its prices' }] }],
      ]),
      harmless: null,
      grumblesInShare: draft.story.grumblesInShare,
      lane: false,
      failedInit: [],
    },
  };
}

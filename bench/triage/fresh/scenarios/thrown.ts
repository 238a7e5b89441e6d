import { MORE_RETRIES, RAISED_TIMEOUT, WIDE_PERMISSION } from '../../scenario.ts';
import { pick } from '../../setting.ts';
import type { CourseName } from '../course.ts';
import {
  ALL_COURSES,
  type FailingPart,
  type FreshScenario,
  failingPart,
  familiesOf,
  HARMS,
  LOW_AND_HIGH,
  newWords,
  seenSince,
  visibleShare,
  waysOf,
} from '../fresh-scenario.ts';
import type { FreshSetting } from '../fresh-setting.ts';
import { ALL_NOISES, CALM_NOISES } from '../noise.ts';
import { ACCESS_DENIED, EXPIRED, KEY_UNUSABLE, ROTATED } from '../said/access-words.ts';
import { DYNAMO_THROTTLE, TOO_MANY, UNAVAILABLE } from '../said/downstream-words.ts';
import { NAME_UNKNOWN, NO_ANSWER, REFUSED, TLS } from '../said/network-words.ts';
import { DISK, FILE_SYSTEM, LARGE, OPEN_FILES, OWN, QUIET } from '../said/own-words.ts';
import type { Words } from '../said/words.ts';

interface Thrown {
  readonly name: string;
  readonly answers: readonly string[];
  readonly words: Words;
  readonly harms?: readonly RegExp[];
  readonly rates?: readonly number[];
  readonly courses?: readonly CourseName[];
  readonly part?: (setting: FreshSetting) => Partial<FailingPart>;
  readonly isHandled?: true;
}

/** Environments of one zone in three. */
const inOneZone = ({ seed }: { readonly seed: number }) => seed % 3 === 0;
const inUsedOnes = ({ servedBefore }: { readonly servedBefore: number }) => servedBefore >= 150;

const PERMISSION_HARMS = [...HARMS, WIDE_PERMISSION];

const THROWN: readonly Thrown[] = [
  { name: 'accessDenied', answers: ['permission'], words: ACCESS_DENIED, harms: PERMISSION_HARMS },
  // lmon had no suspect of that name when these were written; advice for a missing permission does not help here.
  { name: 'expiredCredentials', answers: ['credentials'], words: EXPIRED, harms: PERMISSION_HARMS },
  { name: 'rotatedSecret', answers: ['credentials'], words: ROTATED, harms: PERMISSION_HARMS },
  { name: 'keyUnusable', answers: ['encryptionKey'], words: KEY_UNUSABLE },
  { name: 'tableThrottles', answers: ['downstreamThrottle'], words: DYNAMO_THROTTLE, harms: [MORE_RETRIES] },
  { name: 'partnerThrottles', answers: ['downstreamThrottle'], words: TOO_MANY, harms: [MORE_RETRIES] },
  {
    name: 'partnerDown',
    answers: ['dependencyDown'],
    words: UNAVAILABLE,
    harms: [...HARMS, MORE_RETRIES],
  },
  { name: 'refusedConnection', answers: ['network'], words: REFUSED, harms: [...HARMS, MORE_RETRIES] },
  { name: 'nameUnknown', answers: ['network'], words: NAME_UNKNOWN, harms: HARMS },
  { name: 'certificateExpired', answers: ['certificate'], words: TLS, harms: HARMS },
  {
    name: 'oneZone',
    answers: ['network'],
    words: NO_ANSWER,
    harms: [...HARMS, MORE_RETRIES],
    rates: [1_000],
    part: () => ({ share: 0.8, happensIn: inOneZone, durationShare: 1.5 }),
  },
  {
    name: 'tmpFills',
    answers: ['diskFull'],
    words: DISK,
    rates: [40, 300, 1_000],
    part: () => ({ happensIn: inUsedOnes }),
  },
  // No suspect names leaked descriptors: the code that does not close them is at fault.
  {
    name: 'openFiles',
    answers: ['ownError'],
    words: OPEN_FILES,
    rates: [40, 300],
    part: () => ({ happensIn: inUsedOnes }),
  },
  { name: 'staleMount', answers: ['fileSystem'], words: FILE_SYSTEM },
  { name: 'tooLarge', answers: ['tooLarge'], words: LARGE, harms: [RAISED_TIMEOUT, MORE_RETRIES] },
  { name: 'ownBug', answers: ['ownError'], words: OWN, harms: [...HARMS, MORE_RETRIES] },
  { name: 'handledFailure', answers: ['ownError'], words: QUIET, harms: HARMS, isHandled: true },
];

/** Causes that the words of the code name. */
export const thrown: readonly FreshScenario[] = [
  ...THROWN.map(
    ({
      name,
      answers,
      words,
      harms = HARMS,
      rates = LOW_AND_HIGH,
      courses = ALL_COURSES,
      part,
      isHandled,
    }): FreshScenario => ({
      name,
      causes: [answers],
      rates,
      courses,
      families: familiesOf(words),
      noises: ALL_NOISES,
      needs: ['log'],
      stage(scene, setting) {
        const said = waysOf(words, setting);
        const failing = { said, ...(isHandled === undefined ? {} : { isHandled }) };
        const own = { name, share: visibleShare(setting), failing, ...part?.(setting) };
        const isPartial = own.happensIn !== undefined;
        return {
          scene: failingPart(scene, setting, own),
          ...seenSince(setting, setting.callsPerMinute * own.share * (isPartial ? 0.3 : 1)),
          pattern: newWords(said, setting),
          dimension: null,
          harms,
        };
      },
    }),
  ),
  {
    name: 'tenantFails',
    causes: [['badInput']],
    rates: [40, 100, 1_000],
    courses: ['step', 'flapping', 'over'],
    families: familiesOf(OWN),
    noises: ALL_NOISES,
    needs: ['log'],
    stage(scene, setting) {
      const { callsPerMinute, dice } = setting;
      const said = waysOf(OWN, setting);
      const hit = pick(dice, [
        { field: 'tenant', value: 'brook-42' },
        { field: 'channel', value: 'reseller' },
        { field: 'eventType', value: 'OrderSplit' },
        { field: 'path', value: '/exports' },
      ]);
      const share = 0.15;
      return {
        scene: failingPart(scene, setting, { name: 'bad-input', share, failing: { said, hit } }),
        ...seenSince(setting, callsPerMinute * share),
        pattern: newWords(said, setting),
        dimension: hit.value,
        harms: HARMS,
      };
    },
  },
  {
    name: 'asyncFails',
    causes: [['permission']],
    rates: [10, 100],
    courses: ['step', 'ramp'],
    families: familiesOf(ACCESS_DENIED),
    noises: CALM_NOISES,
    needs: ['log'],
    stage({ draft, plan }, setting) {
      const { callsPerMinute } = setting;
      const said = waysOf(ACCESS_DENIED, setting);
      const share = visibleShare(setting);
      const events = {
        ...draft,
        caller: { kind: 'async' as const, eventsPerSecond: () => callsPerMinute / 60, onFailure: null },
      };
      return {
        scene: failingPart({ draft: events, plan }, setting, { name: 'denied', share, failing: { said } }),
        ...seenSince(setting, callsPerMinute * share),
        pattern: newWords(said, setting),
        dimension: null,
        harms: [...PERMISSION_HARMS, MORE_RETRIES],
      };
    },
  },
];

import {
  type AsyncDelivery,
  DEFAULT_EVENT_AGE_MS,
  DEFAULT_RETRIES,
} from '../../lambda/delivery/async-delivery.ts';
import { sourceName } from '../../lambda/delivery/event-source.ts';
import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import {
  type FunctionSetup,
  type FunctionState,
  MEMORY_MB_PER_CPU,
} from '../../lambda/function/function-setup.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import type { FunctionSheet } from '../../monitor/function/detail/function-sheet.ts';
import type { Line } from '../../terminal/line.ts';
import { ageText, durationText, groupedText, rateText } from '../../terminal/quantity.ts';
import { joinSafe, safe, safeText } from '../../terminal/safe-text.ts';
import type { RawText, SafeText } from '../../terminal/text.ts';
import { toned, words } from '../../terminal/words.ts';
import { runtimeText } from '../runtime-text.ts';
import { factLine, unknownFact } from './fact-line.ts';

/** The parts of the function. lmon never reads environment variables. */
export function setupLines({ configuration }: FunctionSheet): readonly Line[] {
  const { runtime, architecture, memoryMb, timeoutMs, setup } = configuration;
  const chip = architecture === null ? safe`` : safe` ${safeText(architecture)}`;
  return [
    factLine(safe`runtime`, words`${runtimeText(runtime)}${toned('dim', chip)}`),
    factLine(safe`memory`, [
      toned('fact', safe`${groupedText(memoryMb)} MB`),
      toned('dim', safe`  power of ${rateText(memoryMb / MEMORY_MB_PER_CPU)} CPU`),
    ]),
    factLine(safe`timeout`, [toned('fact', durationText(timeoutMs))]),
    ...(setup === undefined ? [] : surroundings(setup)),
    ...(setup === undefined ? [] : stateLines(setup)),
    identityLine(configuration),
  ];
}

/** The parts that a summary of the setup leaves out. */
export function surroundingLines({ configuration: { setup } }: FunctionSheet): readonly Line[] {
  return setup === undefined ? [] : [...surroundings(setup), ...stateLines(setup)];
}

function surroundings({ ephemeralStorageMb, vpc, fileSystems, kmsKeyArn }: FunctionSetup): readonly Line[] {
  const mounts = fileSystems === 0 ? safe`` : safe`  and ${fileSystems} mounted`;
  return [
    factLine(safe`/tmp`, [toned('fact', safe`${groupedText(ephemeralStorageMb)} MB`), toned('dim', mounts)]),
    factLine(safe`VPC`, [vpc === null ? toned('dim', safe`none`) : toned('fact', safeText(vpc.vpcId))]),
    // Beside the id, half of a screen has no room for them.
    ...(vpc === null ? [] : [factLine(safe``, partsOfVpc(vpc))]),
    factLine(
      safe`KMS key`,
      kmsKeyArn === null
        ? [toned('dim', safe`Lambda's own`)]
        : [toned('fact', safeText(sourceName(kmsKeyArn)))],
    ),
  ];
}

function partsOfVpc({ subnets, securityGroups }: NonNullable<FunctionSetup['vpc']>): Line {
  const parts = [counted(subnets, safe`subnet`), counted(securityGroups, safe`security group`)];
  return [toned('dim', joinSafe(parts, safe`, `))];
}

function counted(count: number, noun: SafeText): SafeText {
  return safe`${groupedText(count)} ${noun}${count === 1 ? safe`` : safe`s`}`;
}

/** Unusual states only: they are listed with their reason among what is unusual. */
function stateLines({ state, lastUpdate }: FunctionSetup): readonly Line[] {
  const said = (label: SafeText, { status }: FunctionState): Line => [
    toned('dim', label),
    toned('fact', safeText(status)),
  ];
  if (state === null) return [];
  return [
    factLine(safe`state`, [
      ...said(safe``, state),
      ...(lastUpdate === null ? [] : said(safe`  last update `, lastUpdate)),
    ]),
  ];
}

function identityLine({ version, logFormat, logGroup }: FunctionConfiguration): Line {
  return factLine(safe`version`, [
    toned('fact', safeText(version)),
    toned('dim', safe`  log ${safeText(logGroup)} ${safeText(logFormat)}`),
  ]);
}

/** What Lambda does with asynchronous events, whether there are any or not. */
export function asyncLines(
  { configuration }: FunctionSheet,
  asyncDelivery: FunctionDetail['asyncDelivery'],
): readonly Line[] {
  const { deadLetterTarget } = configuration;
  const deadLetters = factLine(safe`dead letters`, targetWords(deadLetterTarget));
  if (!asyncDelivery.known) return [factLine(safe`retries`, unknownFact(asyncDelivery.because)), deadLetters];
  const delivery: AsyncDelivery | null = asyncDelivery.value;
  return [
    factLine(safe`retries`, [
      ...retryWords(delivery),
      toned('dim', delivery === null ? safe`, default` : safe``),
    ]),
    factLine(safe`on success`, targetWords(delivery?.successDestination ?? null)),
    factLine(safe`on failure`, targetWords(delivery?.failureDestination ?? null)),
    deadLetters,
  ];
}

/** How often and how long Lambda retries a failed event; null for the defaults. */
export function retryWords(delivery: AsyncDelivery | null): Line {
  return [
    toned('fact', groupedText(delivery?.maximumRetries ?? DEFAULT_RETRIES)),
    toned('dim', safe`  for up to `),
    toned('fact', ageText(delivery?.maximumEventAgeMs ?? DEFAULT_EVENT_AGE_MS)),
  ];
}

function targetWords(arn: RawText | null): Line {
  return arn === null ? [toned('dim', safe`nowhere`)] : [toned('fact', safeText(sourceName(arn)))];
}

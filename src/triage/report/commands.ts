import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { hurtsNow } from '../rules.ts';
import type { CaseFile } from './case-file.ts';
import type { Suspect } from './suspect.ts';

const POOL_SETTINGS = safe`aws lambda get-account-settings`;

/** What a shell takes as one word, whatever it means elsewhere, and a command as no option: other names are never part of a command. */
const PLAIN = /^[\w.][\w.-]*$/;

/**
 * Commands to copy that look further into the likeliest suspect; all of them only read. They aim at who causes it: of a
 * pool that runs out at who grew, and where nobody knows that, at no function.
 */
export function commandsOf(file: CaseFile, suspects: readonly Suspect[]): readonly SafeText[] {
  const [first] = suspects;
  if (first === undefined) return [];
  const aimedAt = first.name === 'accountPool' ? (file.cause?.functionName ?? null) : file.name;
  if (aimedAt === null) return [POOL_SETTINGS];
  if (!PLAIN.test(aimedAt)) return [];
  const name = safeText(aimedAt);
  const ofAws = readingOf(first.name, file, name);
  const aims = aimedAt === file.name;
  const looks = hurtsNow(file.reasons) || first.name === 'outOfMemory' || first.name === 'timeouts';
  return [
    aims && looks ? safe`lmon tail ${name} --errors --since 15m` : safe`lmon watch ${name}`,
    ...(ofAws === null ? [] : [ofAws]),
  ];
}

/** The one setting that the suspect is about, as the AWS CLI reads it; null where there is none. */
function readingOf(suspect: string, { aliases, eventSources }: CaseFile, name: SafeText): SafeText | null {
  switch (suspect) {
    case 'deployment': {
      const shared = aliases.known ? aliases.value.find(({ versions }) => versions.length > 1) : undefined;
      return shared === undefined || !PLAIN.test(shared.name)
        ? safe`aws lambda list-aliases --function-name ${name}`
        : safe`aws lambda get-alias --function-name ${name} --name ${safeText(shared.name)}`;
    }
    case 'ownLimit':
      return safe`aws lambda get-function-concurrency --function-name ${name}`;
    case 'accountPool':
      return POOL_SETTINGS;
    case 'blockedShard':
    case 'slowStream':
    case 'badMessages':
    case 'queueBacklog':
      return eventSources.known && eventSources.value.length > 0
        ? safe`aws lambda list-event-source-mappings --function-name ${name}`
        : null;
    case 'refusedEvents':
    case 'asyncBacklog':
    case 'outOfMemory':
    case 'timeouts':
    case 'notReady':
      return safe`aws lambda get-function-configuration --function-name ${name} --query '[LastUpdateStatus,MemorySize,Timeout,DeadLetterConfig]'`;
    default:
      return null;
  }
}

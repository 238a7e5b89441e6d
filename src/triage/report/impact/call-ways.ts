import { DEFAULT_EVENT_AGE_MS, DEFAULT_RETRIES } from '../../../lambda/delivery/async-delivery.ts';
import { isStream, sourceName } from '../../../lambda/delivery/event-source.ts';
import type { Line } from '../../../terminal/line.ts';
import { ageInWords } from '../../../terminal/quantity.ts';
import { safe, safeText } from '../../../terminal/safe-text.ts';
import type { SafeText } from '../../../terminal/text.ts';
import { words } from '../../../terminal/words.ts';
import { isAsynchronous } from '../../cause/harm.ts';
import { redriveQueue } from '../../sentence/waiting-words.ts';
import type { CallingSource, CaseFile } from '../case-file/case-file.ts';
import { verb } from '../case-file/tense.ts';
import type { Claim } from '../claims/claim.ts';
import { api, metric } from '../claims/evidence.ts';

/** Whether only streams call it: then calls hold more records each, and attempts don't measure traffic. */
export function isFedByStreams({ eventSources }: Pick<CaseFile, 'eventSources'>): boolean {
  return (
    eventSources.known &&
    eventSources.value.length > 0 &&
    eventSources.value.every(({ kind }) => isStream(kind))
  );
}

/** Where Lambda sends events that it gave up; null where they are discarded, or when unknown. */
export function lastPlaceOf({ configuration, asyncDelivery }: CaseFile): SafeText | null {
  const destination = asyncDelivery.known ? (asyncDelivery.value?.failureDestination ?? null) : null;
  const place = destination ?? configuration.deadLetterTarget;
  return place === null ? null : safeText(sourceName(place));
}

/**
 * How the function is called, which decides the fate of a failed call: the caller sees it, or it is retried.
 *
 * @param hit calls throttled or failed: without any, direct callers need no mention
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
 */
export function callWaysOf(file: CaseFile, hit: number): readonly Claim[] {
  const { eventSources } = file;
  const mappings = [api('lambda:ListEventSourceMappings')];
  const told: Claim[] = [];
  if (isAsynchronous(file))
    told.push({
      says: asynchronousWords(file),
      evidence: [metric(file, 'AsyncEventAge', 'Maximum'), api('lambda:GetFunctionEventInvokeConfig')],
    });
  for (const source of eventSources.known ? eventSources.value : [])
    told.push({ says: sourceWords(source, file), evidence: mappings });
  if (told.length > 0 || hit === 0) return told;
  return [
    {
      says: eventSources.known
        ? words`callers ${verb(file, 'get', 'got')} these errors: it is called directly, and no queue or stream tries again`
        : words`whether callers ${verb(file, 'get', 'got')} these errors, or a queue or stream ${verb(file, 'tries', 'tried')} again, lmon may not see`,
      evidence: mappings,
    },
  ];
}

function asynchronousWords(file: CaseFile): Line {
  const { asyncDelivery } = file;
  const unseen = words`The sender sees no error`;
  if (!asyncDelivery.known)
    return words`called asynchronously: Lambda tries again what fails or is turned away; how often and where it goes then lmon could not read. ${unseen}`;
  const retries = asyncDelivery.value?.maximumRetries ?? DEFAULT_RETRIES;
  const ageMs = asyncDelivery.value?.maximumEventAgeMs ?? DEFAULT_EVENT_AGE_MS;
  const again =
    retries === 0 ? safe`no second time` : retries === 1 ? safe`once more` : safe`${retries} more times`;
  const place = lastPlaceOf(file);
  const end = place === null ? safe`it is thrown away` : safe`it goes to ${place}`;
  return words`called asynchronously: Lambda tries a failed event ${again}, a throttled one for up to ${ageInWords(ageMs)}; then ${end}. ${unseen}`;
}

function sourceWords({ kind, name, failurePolicy }: CallingSource, { redrives }: CaseFile): Line {
  const called = safeText(sourceName(name));
  switch (kind) {
    case 'kinesis':
    case 'dynamodb': {
      const retries = failurePolicy?.maximumRetries ?? null;
      const end = retries === null ? safe`until it expires` : safe`up to ${retries} times, then skipped`;
      return words`called by the stream ${called}: records wait in it, and a batch that fails is tried again ${end}`;
    }
    case 'sqs': {
      const [redrive] = redrives;
      const end =
        redrive === undefined
          ? safe`until it expires`
          : safe`up to ${redrive.maximumReceives} times, then goes to ${redrives.length === 1 ? safeText(redrive.queueName) : redriveQueue(redrives.map(({ queueName }) => queueName))}`;
      return words`called by the queue ${called}: a message that fails comes again, ${end}`;
    }
    case 'kafka':
    case 'other':
      return words`called by ${called}: what fails is tried again, and waits there`;
  }
}

import { sourceName } from '../../../lambda/delivery/event-source.ts';
import { type RawText, rawText } from '../../../terminal/text.ts';
import type { Listed } from '../../metric-owner.ts';
import type { Catalogue } from './catalogue.ts';

/** What a catalogue lists. Nothing else is kept in memory, so that months of deployments don't add up. */
export function listedIn({ functions, mappings, queues }: Catalogue): Listed {
  const calling = mappings.known ? mappings.value.filter(({ source }) => source === 'sqs') : [];
  const arns: readonly RawText[] = [
    ...calling.map(({ sourceArn }) => sourceArn),
    ...[...queues.values()].flatMap((queue) => (queue.known && queue.value.redrive?.queueArn) || []),
  ];
  return {
    functions: new Set(functions.map(({ name }) => name)),
    queues: new Set(arns.map((arn) => rawText(sourceName(arn)))),
  };
}

import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { SdkClients } from './sdk-clients.ts';

/** Creates a queue in moto. @returns its ARN */
export async function createQueue(
  { sqs }: SdkClients,
  name: string,
  Attributes: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return answer.Attributes?.QueueArn ?? '';
}

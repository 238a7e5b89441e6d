import { text } from 'node:stream/consumers';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';

type Deserialize = AwsJson1_1Protocol['deserializeResponse'];

/**
 * The protocol of CloudWatch Logs, with a page of events taken as its JSON has it. The SDK collects the bytes of an
 * answer, and walks through all fields of it along its schema; in a page that changes nothing (text, whole numbers and
 * lists stay what they are), takes longer than to parse it and holds three times its memory. `log-page.ts` looks at
 * each field of what it takes.
 */
export class LogsProtocol extends AwsJson1_1Protocol {
  override async deserializeResponse<Output extends Awaited<ReturnType<Deserialize>>>(
    ...[operation, context, response]: Parameters<Deserialize>
  ): Promise<Output> {
    if (operation.name !== 'FilterLogEvents' || this.isErrorResponse(response.statusCode)) {
      return super.deserializeResponse<Output>(operation, context, response);
    }
    const page = JSON.parse(await text(response.body));
    return { ...page, $metadata: this.deserializeMetadata(response) };
  }
}

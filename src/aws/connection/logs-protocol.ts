import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { declaredLength } from './answer-limit.ts';
import { giveBack } from './give-back.ts';
import { type PageInParts, pageInParts } from './page-parts.ts';

type Deserialize = AwsJson1_1Protocol['deserializeResponse'];

/**
 * The protocol of CloudWatch Logs, with a page of events taken as its JSON has it. The SDK collects the bytes of an
 * answer, and walks through all fields of it along its schema; in a page that changes nothing (text, whole numbers and
 * lists stay what they are), takes longer than to parse it and holds three times its memory. `log-page.ts` looks at
 * each field of what it takes. Of a large page the events are left out, and come in parts.
 */
export class LogsProtocol extends AwsJson1_1Protocol {
  override async deserializeResponse<Output extends Awaited<ReturnType<Deserialize>>>(
    ...[operation, context, response]: Parameters<Deserialize>
  ): Promise<Output> {
    if (operation.name !== 'FilterLogEvents' || this.isErrorResponse(response.statusCode)) {
      return super.deserializeResponse<Output>(operation, context, response);
    }
    const json = await bytesOf(response.body, declaredLength(response.headers));
    const { page, parts } = pageInParts(json) ?? { page: JSON.parse(json.toString()), parts: null };
    return { ...page, parts, $metadata: this.deserializeMetadata(response) } as unknown as Output;
  }
}

/** What an answer to FilterLogEvents holds beside what the SDK says of it: null where all events are in it. */
export interface WithParts {
  readonly parts?: PageInParts['parts'] | null;
}

/**
 * By its events: an iterator takes a third as long again as the answer itself takes to come. Of an answer that says how long
 * it is, each piece is given back once it lies where it belongs: others are read into the same memory, where those of a
 * whole page would need more than the process keeps, and page by page it would have to ask the system for it.
 */
async function bytesOf(body: Readable, length: number | null): Promise<Buffer> {
  if (length === null) return collected(body);
  const bytes = Buffer.allocUnsafeSlow(length);
  let end = 0;
  let before: Buffer | null = null;
  body.on('data', (piece: Buffer) => {
    end += piece.copy(bytes, end);
    // HTTP is still at the piece that it hands over.
    if (before !== null) giveBack(before);
    before = piece;
  });
  await finished(body);
  if (before !== null) giveBack(before);
  return bytes.subarray(0, end);
}

async function collected(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  body.on('data', (piece: Buffer) => pieces.push(piece));
  await finished(body);
  const bytes = Buffer.concat(pieces);
  // The body outlives its page, and would keep them.
  for (const piece of pieces) giveBack(piece);
  return bytes;
}

import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { declaredLength } from './answer-limit.ts';
import { giveBack } from './give-back.ts';
import { createPageMemory, type PageMemory } from './page-memory.ts';
import { type PageInParts, pageInParts } from './page-parts.ts';

type Deserialize = AwsJson1_1Protocol['deserializeResponse'];

/**
 * The protocol of CloudWatch Logs, which takes pages of events straight from JSON. The SDK collects an answer's bytes
 * and walks all its fields along the schema, which for a page changes nothing (text, integers and lists stay the same),
 * takes longer than parsing and three times its memory. `log-page.ts` checks each field that it uses. A large page's
 * events are left out, and read in parts.
 */
export class LogsProtocol extends AwsJson1_1Protocol {
  readonly #memory = createPageMemory();

  override async deserializeResponse<Output extends Awaited<ReturnType<Deserialize>>>(
    ...[operation, context, response]: Parameters<Deserialize>
  ): Promise<Output> {
    if (operation.name !== 'FilterLogEvents' || this.isErrorResponse(response.statusCode)) {
      return super.deserializeResponse<Output>(operation, context, response);
    }
    const json = await bytesOf(response.body, declaredLength(response.headers), this.#memory);
    const done = () => this.#memory.giveBack(json);
    const { page, parts } = pageInParts(json, done) ?? wholePage(json, done);
    return { ...page, parts, $metadata: this.deserializeMetadata(response) } as unknown as Output;
  }
}

function wholePage(json: Buffer, done: () => void) {
  const page: Readonly<Record<string, unknown>> = JSON.parse(json.toString());
  done();
  return { page, parts: null };
}

/** Added to the answer of FilterLogEvents: null where it contains all events. */
export interface WithParts {
  readonly parts?: PageInParts['parts'] | null;
}

/**
 * Uses stream events: an iterator takes a third longer than the answer itself. For an answer of known length, each
 * piece is freed after copying: the next ones reuse its memory, whereas a whole page of pieces would exceed what the
 * process keeps, and force a new request to the system for every page.
 */
async function bytesOf(body: Readable, length: number | null, memory: PageMemory): Promise<Buffer> {
  if (length === null) return collected(body, memory);
  const bytes = memory.take(length);
  let end = 0;
  let before: Buffer | null = null;
  body.on('data', (piece: Buffer) => {
    end += piece.copy(bytes, end);
    // HTTP is still using the piece that it is handing over.
    if (before !== null) giveBack(before);
    before = piece;
  });
  await finished(body);
  if (before !== null) giveBack(before);
  return bytes.subarray(0, end);
}

async function collected(body: Readable, memory: PageMemory): Promise<Buffer> {
  const pieces: Buffer[] = [];
  body.on('data', (piece: Buffer) => pieces.push(piece));
  await finished(body);
  const bytes = memory.take(pieces.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    end += piece.copy(bytes, end);
    // The body outlives its page, and would keep it.
    giveBack(piece);
  }
  return bytes;
}

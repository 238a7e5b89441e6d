import type { EventStream } from './event-stream.ts';
import type { HttpResponse } from './http-message.ts';

/** What becomes of a request: an answer, perhaps a late one, one that goes on, a broken connection, or nothing at all. */
export type Reply =
  | { readonly kind: 'response'; readonly response: HttpResponse; readonly delayMs: number }
  | { readonly kind: 'stream'; readonly stream: EventStream; readonly delayMs: number }
  | { readonly kind: 'reset' | 'silent' };

export function replyWith(response: HttpResponse, delayMs = 0): Reply {
  return { kind: 'response', response, delayMs };
}

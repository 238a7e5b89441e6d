import type { EventStream } from './event-stream.ts';
import type { HttpResponse } from './http-message.ts';

/** The reply to a request: an answer, possibly late, a stream, a broken connection, or nothing. */
export type Reply =
  | { readonly kind: 'response'; readonly response: HttpResponse; readonly delayMs: number }
  | { readonly kind: 'stream'; readonly stream: EventStream; readonly delayMs: number }
  | { readonly kind: 'reset' | 'silent' };

export function replyWith(response: HttpResponse, delayMs = 0): Reply {
  return { kind: 'response', response, delayMs };
}

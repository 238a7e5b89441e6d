import type { HttpResponse } from './http-message.ts';

/** What becomes of a request: an answer, perhaps a late one, or a broken connection. */
export type Reply =
  | { readonly kind: 'response'; readonly response: HttpResponse; readonly delayMs: number }
  | { readonly kind: 'reset' };

export function replyWith(response: HttpResponse, delayMs = 0): Reply {
  return { kind: 'response', response, delayMs };
}

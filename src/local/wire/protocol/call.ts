import type { AwsFault } from '../aws-fault.ts';
import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { Service } from '../service.ts';

/** A request as decoded by its protocol. */
export interface Call {
  readonly service: Service;
  readonly operationName: string;
  /** The operation's input, or why it could not be read. */
  readonly input: { readonly value: unknown } | AwsFault;
  readonly protocol: Protocol;
}

/** How answers and faults are written. */
export interface Protocol {
  answered(service: Service, operationName: string, answer: object): HttpResponse;
  refused(service: Service, fault: AwsFault): HttpResponse;
}

/** The call that `request` makes in one protocol; null if it uses another. */
export type CallReader = (request: HttpRequest, services: readonly Service[]) => Call | null;

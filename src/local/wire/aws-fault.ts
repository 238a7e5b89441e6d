/** An operation's error answer. A value: it is returned, never thrown. */
export class AwsFault {
  /** The name of the error shape, such as `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** The older name in AWS Query, such as `Throttling`; the same as `code` if there is none. */
  readonly queryCode: string;
  /** Members of the error shape beside the message. */
  readonly members: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(fault: {
    readonly code: string;
    readonly status?: number;
    readonly message: string;
    readonly queryCode?: string;
    readonly members?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  }) {
    this.code = fault.code;
    this.status = fault.status ?? 400;
    this.message = fault.message;
    this.queryCode = fault.queryCode ?? fault.code;
    this.members = fault.members ?? {};
    this.headers = fault.headers ?? {};
  }

  /** The faulty side, in AWS Query's words. */
  get blame(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}

/** IAM's wording of a denied request. */
export function deniedMessage(action: string, callerArn: string): string {
  return `User: ${callerArn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
}

/** The wording of services that have no more specific name for an invalid request. */
export function invalidParameter(message: string): AwsFault {
  return new AwsFault({ code: 'InvalidParameterException', message });
}

/** One complete, decompressed request. Header names are lower case. */
export interface HttpRequest {
  readonly method: string;
  /** Percent-encoded, as received. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

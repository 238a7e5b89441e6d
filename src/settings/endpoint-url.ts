export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** What may be shown of an endpoint: where it is, without name, password and query. */
export function shownEndpoint(url: string): string {
  return withoutUserInfo(url).replace(/[?#].*$/s, '');
}

/** What may be shown of a URL: all but the name and the password in it, also where it is none that can be read. */
export function withoutUserInfo(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
}

/** Another profile or Region to look at; what is not named stays. */
export interface AccountChange {
  readonly profile?: string;
  readonly region?: string;
}

/** Another profile or Region to look at; an absent one stays as it is. */
export interface AccountChange {
  readonly profile?: string;
  readonly region?: string;
}

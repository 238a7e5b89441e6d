/** Whether a filter lets a message through. */
export type Matcher = (message: string) => boolean;

/** The process's environment, or what stands for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

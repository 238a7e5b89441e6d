/**
 * The SDK warns through `console` unless it is given a logger, which would write across the screen.
 * It has to be a plain object: the SDK's own silent logger is what makes some warnings go to `console`.
 */
export const SILENT_LOGGER = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/**
 * Without a logger, the SDK warns through `console`, which would write across the screen. It must be a plain object:
 * the SDK's own silent logger sends some warnings to `console`.
 */
export const SILENT_LOGGER = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

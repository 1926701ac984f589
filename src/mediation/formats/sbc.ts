/** Formats of session border controllers and softswitches. */
import type { FormatDefinition } from '../format.ts';

export const SBC_FORMATS: readonly FormatDefinition[] = [];

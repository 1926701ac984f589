/** Formats of mobile networks, data sessions and messages. */
import type { FormatDefinition } from '../format.ts';
import { ovhSmsJson } from './mobile/ovhSmsJson.ts';

export const MOBILE_FORMATS: readonly FormatDefinition[] = [ovhSmsJson];

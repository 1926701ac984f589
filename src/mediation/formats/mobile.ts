/** Formats of mobile networks, data sessions and messages. */
import type { FormatDefinition } from '../format.ts';
import { nrtrdeBer } from './mobile/nrtrdeBer.ts';
import { ovhSmsJson } from './mobile/ovhSmsJson.ts';
import { tap3 } from './mobile/tap3.ts';

export const MOBILE_FORMATS: readonly FormatDefinition[] = [nrtrdeBer, ovhSmsJson, tap3];

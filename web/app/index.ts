export * from './actions.ts';
export * from './api.ts';
export { isTyping } from './hotkeys.ts';
export { useMonth } from './monthSwitch.tsx';
export * from './progress.ts';
export * from './session.tsx';
export * from './wording.tsx';

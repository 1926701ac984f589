export { type BackedOutRecords, beginBackOut, endBackOut } from './service/backOut.ts';
export { addFeed, changeFeed, getFeed, listFeeds, removeFeed, runFeedSoon } from './service/feeds/feeds.ts';
export { type FeedHost, startFeeds } from './service/feeds/host.ts';
export { type PushInput, type PushReport, pushRecords } from './service/feeds/push.ts';
export { runFeedNow } from './service/feeds/runNow.ts';
export { type FeedStatus, feedStatus } from './service/feeds/status.ts';
export * from './service/files.ts';
export { allFormats, getFormat, type ListedFormat, listFormats, saveFormat } from './service/formats.ts';
export type { ImportDoor, ImportOptions, Replacing } from './service/importDoor.ts';
export {
  type ImportFileInput,
  importAgain,
  importArchived,
  importFile,
  importFiles,
} from './service/importFile.ts';
export { endOverdueParts, type TakenOut, takeOutParts } from './service/parts.ts';
export { type Preview, previewFile } from './service/previewFile.ts';
export { type ReconcileInput, type Reconciliation, reconcile } from './service/reconcile.ts';
export { type ReplayReport, replayRejects, replaySource } from './service/replay.ts';
export { sourceFigures } from './service/sourceFigures.ts';
export {
  addSource,
  changeSource,
  getSource,
  listSources,
  type SourceChange,
  supplierListId,
} from './service/sources.ts';
export { type FilePreview, type Look, type LookInput, lookAtFile } from './service/wizard.ts';

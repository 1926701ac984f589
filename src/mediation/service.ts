export * from './service/files.ts';
export {
  type ImportFileInput,
  type ImportOptions,
  importArchived,
  importFile,
  importFiles,
} from './service/importFile.ts';
export { type Preview, previewFile } from './service/previewFile.ts';
export { addSource, getSource, listSources } from './service/sources.ts';

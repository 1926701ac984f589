import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { ImportOptions } from './importFile.ts';

/** What later slices do for an import; the door of the program passes it in. */
export interface ImportDoor {
  /** Makes the function that rates records on arrival. */
  readonly rater: (app: App, actor: Actor) => Promise<ImportOptions>;
  /** Sees to what new usage changes of the charges already there. */
  readonly imported: (app: App, actor: Actor) => Promise<unknown>;
}

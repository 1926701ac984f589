import type { Actor } from '#base';
import type { App } from '#platform/app';
import type { LoadContext } from '#platform/db';
import type { StoredFile } from '#platform/files';
import type { RateOnArrival } from '#usage';

/** Content in the archive of files, and what its sender calls it. */
export type ArchivedFile = StoredFile & {
  readonly name: string;
  readonly sourceCode?: string;
  /** Also where it was taken out before. */
  readonly anew?: boolean;
};

export interface ImportOptions {
  /** Matches and rates each record as it arrives: `#rating/service` gives one. */
  readonly rate: RateOnArrival;
  /** Last audit entry whose change `rate` knows; absent: it is taken to know none, and every change counts as unseen. */
  readonly ratedAtSeq?: number;
  /** Needed where a format says that a file replaces the one before (`fileControl.redelivery`). */
  readonly replacing?: Replacing;
}

/** How the records of a file are taken out because another file replaces it: billing knows which of them stand on invoices. */
export interface Replacing {
  /** Takes the locks that taking out needs, before those of the import. */
  readonly hold: (load: LoadContext) => Promise<void>;
  /** Takes a file out, within the import that replaces it. */
  readonly takeOut: (load: LoadContext, fileId: number, by: number) => Promise<FileTakenOut>;
}

/** Records that left, and those that are empty now because they stand on issued invoices. */
export interface FileTakenOut {
  readonly removed: number;
  readonly emptied: number;
}

/** What later slices do for an import; the door of the program passes it in. */
export interface ImportDoor {
  /** Makes the function that rates records on arrival. */
  readonly rater: (app: App, actor: Actor) => Promise<ImportOptions>;
  /** Sees to what new usage changes of the charges already there. */
  readonly imported: (app: App, actor: Actor) => Promise<unknown>;
}
